import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EffectiveEvent } from '../../../src/match/event.ts'
import { foldAll } from '../../../src/match/fold.ts'
import type { MatchState } from '../../../src/match/state.ts'
import type { Recording, RecordingFile } from '../../../src/replay/recording/recording.ts'
import { parseRecording } from '../../../src/replay/recording/recording-formats.ts'
import { timelineOf } from '../../../src/replay/recording/timeline.ts'
import { parseEvent } from '../../../src/sports/contract/reading/parse-event.ts'
import { parseFixture } from '../../../src/sports/contract/reading/parse-fixture.ts'
import type { Sport } from '../../../src/sports/contract/sport.ts'
import { sports } from '../../../src/sports/registry.ts'

export function fixtureFile(name: string): RecordingFile {
  const path = join(import.meta.dirname, '../../fixtures', name)
  return { path, text: readFileSync(path, 'utf8') }
}

/** Reads a file as the follower does. */
export const readFixture = (name: string, match?: string): Promise<Recording> =>
  parseRecording(fixtureFile(name), { match })

/** Reads JSON as the follower does. */
export const readJson = (data: unknown, match?: string): Promise<Recording> =>
  parseRecording({ path: 'a.json', text: JSON.stringify(data) }, { match })

/** The JSON of a fixture, for tests that change it. */
// biome-ignore lint/suspicious/noExplicitAny: a test knows what is in its fixture
export const fixtureJson = (name: string): any => JSON.parse(fixtureFile(name).text)

/** The state after all that stands, every event as strictly read as the server does. */
export function stateOf({ fixture, steps }: Recording): MatchState {
  const sport = sports.get(fixture.sport) as Sport
  const effective: EffectiveEvent[] = timelineOf(steps).map((event, index) => ({
    event: parseEvent(sport, event),
    at: 1_000_000,
    arrival: index + 1,
  }))
  return foldAll(sport, parseFixture(fixture.match, fixture, sports), effective).reduced.state
}
