import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { EffectiveEvent } from '../match/event.ts'
import { foldAll, foldOne } from '../match/fold.ts'
import { diff } from '../match/merge-patch.ts'
import { readRecording } from '../replay/recording-formats.ts'
import { parseEvent } from '../sports/parse-event.ts'
import { parseFixture } from '../sports/parse-fixture.ts'
import { sports } from '../sports/registry.ts'
import { median, percentile } from './statistics.ts'

const USAGE = `Prints how big the patches of recorded matches are, and what folding them costs.

  node src/bench/patch-sizes.ts FILE|FOLDER...
`

/** What the updates of one recorded match weigh. Times in µs, from the second run on, when the code is warm. */
interface Weight {
  readonly name: string
  readonly sport: string
  /** Bytes of each patch as it goes over the wire, `updatedAt` included. */
  readonly bytes: readonly number[]
  /** Reducer and patch of each event. */
  readonly appendMicros: readonly number[]
  readonly refoldMicros: number
}

async function main(paths: readonly string[]): Promise<number> {
  if (paths.length === 0) {
    process.stderr.write(USAGE)
    return 2
  }
  const weights: Weight[] = []
  for (const path of paths) for (const file of await filesUnder(path)) weights.push(await weigh(file))
  const all = new Map<string, number[]>()
  for (const { sport, bytes } of weights) all.set(sport, [...(all.get(sport) ?? []), ...bytes])
  const rows = weights.map(rowOf)
  for (const [sport, bytes] of all) rows.push(['all', sport, ...sizes(bytes), '', '', ''])
  const head = ['match', 'sport', 'patches', 'median B', 'p99 B', 'max B', 'append µs', 'p99 µs', 'refold ms']
  for (const row of [head, head.map(() => '---'), ...rows]) process.stdout.write(`| ${row.join(' | ')} |\n`)
  return 0
}

async function filesUnder(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path]
  const names = await readdir(path)
  return names
    .filter((name) => /\.(json|ndjson)$/.test(name))
    .toSorted()
    .map((name) => join(path, name))
}

/** Plays the recording onto the end, as it would arrive live. Corrections are left out: they weigh what they undo. */
async function weigh(path: string): Promise<Weight> {
  const { fixture: written, steps } = await readRecording(path, {})
  const fixture = parseFixture(written.match, written, sports)
  const sport = sports.get(fixture.sport)
  if (sport === undefined) throw new Error(`no sport ${fixture.sport}`)
  const events = steps.flatMap(({ change }, index): EffectiveEvent[] => {
    if (change.op !== 'add') return []
    return [{ event: parseEvent(sport, change.event), at: 1_700_000_000_000 + index * 1000, arrival: index + 1 }]
  })
  const play = () => {
    let board = sport.start(fixture)
    return events.map((effective) => {
      const begin = performance.now()
      const next = foldOne(sport, board, effective)
      const stamped = { ...next, state: { ...next.state, updatedAt: effective.at } }
      const patch = diff(board.state, stamped.state)
      const micros = (performance.now() - begin) * 1000
      board = stamped
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
    name: basename(path),
    sport: sport.name,
    bytes: updates.map(({ bytes }) => bytes),
    appendMicros: updates.map(({ micros }) => micros),
    refoldMicros: median([refold(), refold(), refold()]),
  }
}

function rowOf({ name, sport, bytes, appendMicros, refoldMicros }: Weight): string[] {
  const append = [median(appendMicros), percentile(appendMicros, 99)].map((micros) => micros.toFixed(1))
  return [name, sport, ...sizes(bytes), ...append, (refoldMicros / 1000).toFixed(1)]
}

function sizes(bytes: readonly number[]): string[] {
  return [bytes.length, median(bytes), percentile(bytes, 99), percentile(bytes, 100)].map(String)
}

process.exitCode = await main(process.argv.slice(2))
