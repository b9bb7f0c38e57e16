import type { Sports } from '../sports/contract/registry.ts'
import { generic } from '../sports/generic/index.ts'
import { sportPage } from './sport-page.ts'
import { sportsIndex } from './sports-index.ts'

/** The generated pages, by their names in `docs/sports`. */
export function sportPages(sports: Sports): Map<string, string> {
  const pages = [...sports.values()].map((sport) => [`${sport.name}.md`, `${sportPage(sport)}\n`] as const)
  return new Map([['README.md', `${sportsIndex(sports.values(), generic)}\n`], ...pages])
}
