import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { EffectiveEvent } from '../../src/match/event.ts'
import { type Folded, foldAll, foldNext, startFold } from '../../src/match/fold.ts'
import { diff } from '../../src/match/merge-patch.ts'
import { csvRecords } from '../../src/replay/recording/csv.ts'
import type { Recording } from '../../src/replay/recording/recording.ts'
import { readRecording } from '../../src/replay/recording/recording-formats.ts'
import { parseEvent } from '../../src/sports/contract/reading/parse-event.ts'
import { parseFixture } from '../../src/sports/contract/reading/parse-fixture.ts'
import { sports } from '../../src/sports/registry.ts'
import { median, percentile } from '../common/statistics.ts'

const REFOLDS = 15

/** The recordings that come with the project. */
const OWN = ['fixtures', ...['cricsheet/cricket', 'statsbomb/events', 'tennis'].map((path) => `test/fixtures/${path}`)]

const USAGE = `Prints how big the patches of recorded matches are, by sport and by match, and what folding them costs.

  node bench/folding/patch-sizes.ts [--write] [FILE|FOLDER...]

Every kind of file that \`npm run replay\` plays; of one with several matches, all. Without any: ${OWN.join(', ')}.
--write keeps the figures by sport in docs/sports/figures.json, from which \`npm run docs\` makes their table.
`

/** The sizes of the updates of one recorded match. Times in µs, from a later run, when the code is warm. */
interface Weight {
  readonly name: string
  readonly sport: string
  /** Bytes (UTF-8) of each patch as it goes over the wire, `updatedAt` included. */
  readonly bytes: readonly number[]
  /** Time of reducer and patch for each event. */
  readonly appendMicros: readonly number[]
  readonly refoldMicros: number
}

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) {
    process.stdout.write(USAGE)
    return
  }
  const weights: Weight[] = []
  const paths = args.filter((arg) => arg !== '--write')
  for (const path of paths.length > 0 ? paths : OWN) {
    for (const file of await filesUnder(path)) {
      for (const recording of await recordingsIn(file)) weights.push(weigh(recording, basename(file)))
    }
  }
  const bySport = Map.groupBy(weights, ({ sport }) => sport)
  if (args.includes('--write')) await writeFigures(bySport)
  printTable(
    ['sport', 'matches', 'patches', 'median B', 'p99 B', 'max B'],
    [...bySport]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([sport, of]) => [sport, String(of.length), ...sizes(of.flatMap(({ bytes }) => bytes))]),
  )
  printTable(
    ['match', 'sport', 'patches', 'median B', 'p99 B', 'max B', 'append µs', 'p99 µs', 'refold ms'],
    weights.map(rowOf),
  )
}

const FIGURES = new URL('../../docs/sports/figures.json', import.meta.url)

async function writeFigures(bySport: ReadonlyMap<string, readonly Weight[]>): Promise<void> {
  const figures = [...bySport].map(([sport, of]) => {
    const bytes = of.flatMap((each) => each.bytes)
    return {
      sport,
      matches: of.length,
      events: bytes.length,
      medianBytes: median(bytes),
      p99Bytes: percentile(bytes, 99),
      appendMicros: Math.round(median(of.flatMap(({ appendMicros }) => appendMicros))),
      refoldMs: Number((Math.max(...of.map(({ refoldMicros }) => refoldMicros)) / 1000).toFixed(1)),
    }
  })
  const sorted = figures.toSorted((a, b) => (a.sport < b.sport ? -1 : 1))
  await writeFile(FIGURES, `${JSON.stringify(sorted, undefined, 2)}\n`)
}

async function filesUnder(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path]
  const names = await readdir(path)
  return names
    .filter((name) => /\.(json|ndjson)$|points.*\.csv$/.test(name))
    .toSorted()
    .map((name) => join(path, name))
}

/** Reads all matches of a file. A CSV file of points has those of a whole tournament. */
async function recordingsIn(path: string): Promise<Recording[]> {
  if (!path.endsWith('.csv')) return [await readRecording(path, {})]
  const ids = new Set(Array.from(csvRecords(await readFile(path, 'utf8')), (record) => record['match_id'] ?? ''))
  return Promise.all([...ids].map((match) => readRecording(path, { match })))
}

/** Folds the recording event by event, as it would arrive live. Leaves out corrections: their patches are as large as what they undo. */
function weigh({ fixture: written, steps }: Recording, file: string): Weight {
  const fixture = parseFixture(written.match, written, sports)
  const sport = sports.get(fixture.sport)
  if (sport === undefined) throw new Error(`no sport ${fixture.sport}`)
  const events = steps.flatMap(({ change }, index): EffectiveEvent[] => {
    if (change.op !== 'add') return []
    return [{ event: parseEvent(sport, change.event), at: 1_700_000_000_000 + index * 1000, arrival: index + 1 }]
  })
  const play = () => {
    let folded = startFold(sport, fixture)
    return events.map((effective, index) => {
      const begin = performance.now()
      const next: Folded = foldNext(sport, folded, effective) ?? foldAll(sport, fixture, events.slice(0, index + 1))
      const state = { ...next.reduced.state, updatedAt: effective.at }
      const patch = diff(folded.reduced.state, state)
      const micros = (performance.now() - begin) * 1000
      folded = { ...next, reduced: { ...next.reduced, state } }
      return { micros, bytes: Buffer.byteLength(JSON.stringify(patch)) }
    })
  }
  const refold = () => {
    const begin = performance.now()
    foldAll(sport, fixture, events)
    return (performance.now() - begin) * 1000
  }
  const updates = [play(), play(), play()][2] ?? []
  return {
    name: file.endsWith('.csv') ? fixture.match : file,
    sport: sport.name,
    bytes: updates.map(({ bytes }) => bytes),
    appendMicros: updates.map(({ micros }) => micros),
    // The machine may be busy with other things: the shortest run is the one that it disturbed least.
    refoldMicros: Math.min(...Array.from({ length: REFOLDS }, refold)),
  }
}

function rowOf({ name, sport, bytes, appendMicros, refoldMicros }: Weight): string[] {
  const append = [median(appendMicros), percentile(appendMicros, 99)].map((micros) => micros.toFixed(1))
  return [name, sport, ...sizes(bytes), ...append, (refoldMicros / 1000).toFixed(1)]
}

function sizes(bytes: readonly number[]): string[] {
  return [bytes.length, median(bytes), percentile(bytes, 99), percentile(bytes, 100)].map(String)
}

function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  for (const row of [head, head.map(() => '---'), ...rows]) process.stdout.write(`| ${row.join(' | ')} |\n`)
  process.stdout.write('\n')
}

await main(process.argv.slice(2))
