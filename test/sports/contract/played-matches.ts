import { readdirSync, readFileSync } from 'node:fs'
import { cricsheet } from '../../../src/replay/formats/cricsheet.ts'
import { ownFormat } from '../../../src/replay/own-format.ts'
import type { RecordedChange } from '../../../src/replay/recording.ts'
import type { Sport } from '../../../src/sports/contract/sport.ts'
import { cricket } from '../../../src/sports/cricket/index.ts'
import { football } from '../../../src/sports/football/index.ts'
import { generic } from '../../../src/sports/generic/index.ts'
import { sportNamed } from '../../../src/sports/registry.ts'
import { tennis } from '../../../src/sports/tennis/index.ts'
import { recordedMatches as recordedCricket } from '../../replay/formats/recorded-cricket.ts'
import type { SeededRandom } from '../../support/seeded-random.ts'
import type { PlayedMatch } from '../../support/sport-laws.ts'
import { generateCricket } from '../cricket/generate.ts'
import { generateRally, RALLY_RULES } from '../engines/rally/generate.ts'
import { generateFootball } from '../football/generate.ts'
import { eventsOf, recordedMatches as recordedFootball } from '../football/recorded-football.ts'
import { generateGeneric } from '../generic/generate.ts'
import { generateTennis } from '../tennis/generate.ts'

/** What one feed sends of one match, as it sends it. */
export interface SentMatch {
  readonly name: string
  readonly sport: Sport
  readonly format?: unknown
  readonly changes: readonly RecordedChange[]
}

/** A legal match of every sport, by the sport. */
export const generators: ReadonlyMap<Sport, (random: SeededRandom) => PlayedMatch> = new Map([
  [cricket, generateCricket],
  [football, generateFootball],
  [tennis, generateTennis],
  [generic, generateGeneric],
  ...RALLY_RULES.map(([sport, rules]) => [sport, (random: SeededRandom) => generateRally(rules, random)] as const),
])

/** Our own files, and recordings of real matches where they are at hand. */
export async function recordedMatches(): Promise<SentMatch[]> {
  const folder = new URL('../../../fixtures/', import.meta.url)
  const own = readdirSync(folder).filter((name) => name.endsWith('.ndjson'))
  const files = [
    ...own.map((path) => ({ path, text: readFileSync(new URL(path, folder), 'utf8'), format: ownFormat })),
    ...recordedCricket().map(({ path, text }) => ({ path, text, format: cricsheet })),
  ]
  const read = files.map(async ({ path, text, format }): Promise<SentMatch> => {
    const { fixture, steps } = await format.read({ path, text }, {})
    const sport = sportNamed(fixture.sport) as Sport
    return { name: path, sport, format: fixture.format, changes: steps.map(({ change }) => change) }
  })
  const ofFootball = recordedFootball().map((match) => ({
    name: match.matchId,
    sport: football,
    changes: eventsOf(match, 'home').map((event) => ({ op: 'add', event }) as const),
  }))
  return [...(await Promise.all(read)), ...ofFootball]
}
