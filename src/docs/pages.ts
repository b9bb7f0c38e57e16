import { readFileSync } from 'node:fs'
import type { Sports } from '../sports/contract/registry.ts'
import { generic } from '../sports/generic/index.ts'
import { sportPage } from './sport-page.ts'
import { type SportFigures, sportsIndex } from './sports-index.ts'

const FIGURES = new URL('../../docs/sports/figures.json', import.meta.url)

/** The generated pages, by their names in `docs/sports`. */
export function sportPages(sports: Sports): Map<string, string> {
  const pages = [...sports.values()].map((sport) => [`${sport.name}.md`, `${sportPage(sport)}\n`] as const)
  const figures = JSON.parse(readFileSync(FIGURES, 'utf8')) as readonly SportFigures[]
  return new Map([['README.md', `${sportsIndex(sports.values(), generic, figures)}\n`], ...pages])
}
