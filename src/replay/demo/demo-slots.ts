import { readdir } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UsageError } from '../command-line.ts'
import type { Recording } from '../recording/recording.ts'
import { readRecording } from '../recording/recording-formats.ts'
import type { Slot } from './demo-slot.ts'

const FOOTBALL = ['world-cup-final-2022', 'var-drama']

/** What the demo plays unless it is told which sports. */
const FEW: readonly Slot[] = [
  { files: FOOTBALL, speed: 60, startsAt: 0.3 },
  { files: FOOTBALL.toReversed(), speed: 60, startsAt: 0.1 },
  { files: ['village-cricket'], speed: 12, startsAt: 0.2 },
  { files: ['club-tennis'], speed: 12, startsAt: 0.3 },
]

/** About the time between two events of a match, however long the sport's matches are. */
const STEP_EVERY_MS = 2_000
/** The matches are this far along when the demo begins, in turn, so that they are not all in their first period. */
const STARTS: readonly number[] = [0.15, 0.4, 0.65]

const FIXTURES = fileURLToPath(new URL('../../../fixtures/', import.meta.url))

/**
 * The matches that the demo shows at once.
 *
 * @param sports wire names with commas between, or `all`: one match of each; left out, a few
 * @throws {UsageError} for a sport of which there is no recording
 */
export async function slotsOf(sports: string | undefined, folder = FIXTURES): Promise<readonly Slot[]> {
  if (sports === undefined) return FEW
  const bySport = Map.groupBy(await recordingsIn(folder), ({ recording }) => recording.fixture.sport)
  const wanted = sports === 'all' ? [...bySport.keys()].toSorted() : sports.split(',').map((name) => name.trim())
  return wanted.map((sport, index) => {
    const ofSport = bySport.get(sport)
    if (ofSport === undefined) throw new UsageError(unknownSport(sport, [...bySport.keys()]))
    return {
      files: ofSport.map(({ name }) => name),
      speed: speedOf(ofSport.map(({ recording }) => recording)),
      startsAt: STARTS[index % STARTS.length] as number,
    }
  })
}

interface Found {
  readonly name: string
  readonly recording: Recording
}

async function recordingsIn(folder: string): Promise<Found[]> {
  const files = (await readdir(folder)).filter((file) => extname(file) === '.ndjson').toSorted()
  return Promise.all(
    files.map(async (file) => ({
      name: basename(file, '.ndjson'),
      recording: await readRecording(join(folder, file), {}),
    })),
  )
}

function speedOf(recordings: readonly Recording[]): number {
  const steps = recordings.reduce((sum, each) => sum + each.steps.length, 0)
  const lengthMs = recordings.reduce((sum, each) => sum + (each.steps.at(-1)?.atMs ?? 0), 0)
  return Math.max(1, lengthMs / steps / STEP_EVERY_MS)
}

function unknownSport(sport: string, known: readonly string[]): string {
  return `no recording of "${sport}" in fixtures/; there are: all, ${known.toSorted().join(', ')}`
}
