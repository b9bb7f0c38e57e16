import { readdirSync, readFileSync } from 'node:fs'
import { cricsheet } from '../../../src/replay/formats/cricsheet/cricsheet.ts'
import { ownFormat } from '../../../src/replay/recording/own-format.ts'
import type { RecordedChange } from '../../../src/replay/recording/recording.ts'
import type { Sport } from '../../../src/sports/contract/sport.ts'
import { football } from '../../../src/sports/football/index.ts'
import { sportNamed } from '../../../src/sports/registry.ts'
import { recordedMatches as recordedCricket } from '../../replay/formats/cricsheet/recorded-cricket.ts'
import { eventsOf, recordedMatches as recordedFootball } from '../football/recorded-football.ts'

/** What one feed sends of one match, as it sends it. */
export interface SentMatch {
  readonly name: string
  readonly sport: Sport
  readonly format?: unknown
  readonly changes: readonly RecordedChange[]
}

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
