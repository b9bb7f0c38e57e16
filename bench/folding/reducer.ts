import { type Folded, foldNext, startFold } from '../../src/match/fold.ts'
import { History } from '../../src/match/history.ts'
import { applyPatch, diff, type JsonObject } from '../../src/match/merge-patch.ts'
import type { MatchState } from '../../src/match/state.ts'
import { type LongMatch, longCricket, longFootball, longTennis, recordedMatch } from '../common/long-matches.ts'
import { savePlot } from '../common/plot.ts'
import { median } from '../common/statistics.ts'
import { atMost, type Row } from '../common/table.ts'

const REFOLD_BOUND_MS = 30
const PAST_BOUND_MS = 10
const APPEND_BOUND_MICROS = 60
const GROWTH_BOUND = 1.5
/** How many appends are measured together: the last ones before each length. */
const STRETCH = 40
const ROUNDS = 5
/** The kernel may count CPU time in steps of 10 ms. */
const MEASURED_MICROS = 150_000
const LENGTHS = [50, 100, 200, 300, 400, 500, 600, 800, 1_000]

/**
 * Measures a correction of the first event, for which the whole match is folded again. BENCH_MATCH may name the file of
 * one more, recorded match.
 */
export async function measureRefold(): Promise<Row[]> {
  const path = process.env['BENCH_MATCH']
  const recorded = path === undefined ? [] : [await recordedMatch(path)]
  const matches = [longCricket(), longTennis(500), ...recorded]
  return matches.flatMap((match) => {
    const name = `${match.name}, ${match.events.length} events`
    const refoldMs = cpuMs(() => new History(match.sport, match.fixture, match.events).fold())
    const { initial, wires } = patchesOf(match)
    const pastMs = cpuMs(() => foldPatches(initial, wires))
    return [
      atMost(`refold of ${name}`, refoldMs, REFOLD_BOUND_MS, 'ms', 1),
      atMost(`past state at the end of ${name}`, pastMs, PAST_BOUND_MS, 'ms', 1),
    ]
  })
}

/** Measures reducer and patch of one more event, by how many came before, and whether a thousand make it dearer than fifty. */
export async function measureAppend(onProgress: (text: string) => void, plotFolder: string): Promise<Row[]> {
  const most = Math.max(...LENGTHS)
  const series = [longCricket(), longTennis(most), longFootball(most)].map((match) => {
    onProgress(match.name)
    const lengths = LENGTHS.filter((length) => length < match.events.length)
    return { name: match.name, points: appendCosts(match, lengths) }
  })
  const bound = { name: `bound: ${APPEND_BOUND_MICROS} µs`, y: APPEND_BOUND_MICROS }
  const path = await savePlot(plotFolder, 'append-cost', {
    title: 'One more event: reducer and patch',
    xLabel: 'events in the match before it',
    yLabel: 'CPU per event (µs), median',
    series,
    bound,
  })
  onProgress(path)
  return series.flatMap(({ name, points }): Row[] => {
    const [shortest = [0, 0], longest = shortest] = [points[0], points.at(-1)]
    return [
      atMost(`append to ${name} after ${longest[0]} events`, longest[1], APPEND_BOUND_MICROS, 'µs', 1),
      atMost(
        `append to ${name}: after ${longest[0]} events against ${shortest[0]}`,
        longest[1] / shortest[1],
        GROWTH_BOUND,
        '×',
      ),
    ]
  })
}

/** µs of an append after each of these lengths. The lengths take turns, so that a busy moment of the machine hits all. */
function appendCosts(match: LongMatch, lengths: readonly number[]): [number, number][] {
  const stretches = lengths.map((length) => ({
    length,
    base: foldFirst(match, length - STRETCH),
    events: match.events.slice(length - STRETCH, length),
    micros: [] as number[],
  }))
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { base, events, micros } of stretches) {
      const run = () => events.reduce((folded, event) => append(match, folded, event).folded, base)
      micros.push(cpuMicros(run) / STRETCH)
    }
  }
  return stretches.map(({ length, micros }) => [length, median(micros)])
}

/** Appends as ingest does: fold the event onto the end, stamp the state, make the patch for viewers. */
function append({ sport }: LongMatch, before: Folded, event: LongMatch['events'][number]) {
  const next = foldNext(sport, before, event)
  if (next === undefined) throw new Error(`${event.event.type} does not come last`)
  const state = { ...next.reduced.state, updatedAt: event.at }
  const patch = diff(before.reduced.state, state)
  return { folded: { reduced: { ...next.reduced, state }, tail: next.tail }, patch }
}

function foldFirst(match: LongMatch, length: number): Folded {
  const start = startFold(match.sport, match.fixture)
  return match.events.slice(0, length).reduce((folded, event) => append(match, folded, event).folded, start)
}

/** The match as the log keeps it: the first state, and the updates. */
function patchesOf(match: LongMatch): { initial: string; wires: string[] } {
  let folded = startFold(match.sport, match.fixture)
  const initial = JSON.stringify(folded.reduced.state)
  const wires = match.events.map((event) => {
    const next = append(match, folded, event)
    folded = next.folded
    return JSON.stringify({ op: 'update', match: 'bench', event: event.event, patch: next.patch })
  })
  return { initial, wires }
}

function foldPatches(initial: string, wires: readonly string[]): MatchState {
  return wires.reduce<MatchState>(
    (state, wire) => applyPatch(state, (JSON.parse(wire) as { patch: JsonObject }).patch),
    JSON.parse(initial),
  )
}

function cpuMs(run: () => unknown): number {
  return cpuMicros(run) / 1_000
}

/** CPU time of a run on this thread. Other work on the machine does not add to it. */
function cpuMicros(run: () => unknown): number {
  run()
  const before = process.threadCpuUsage()
  for (let runs = 1; ; runs += 1) {
    run()
    const { user, system } = process.threadCpuUsage(before)
    if (user + system >= MEASURED_MICROS) return (user + system) / runs
  }
}
