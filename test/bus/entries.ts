import type { Bus, BusEntry, BusUpdate } from '../../src/bus/bus.ts'

/** The updates `first` to `last` of a match, in epoch `e1`. */
export function entry(match: string, first: number, last = first): BusEntry {
  const [head, ...rest] = updatesOf(first, last)
  if (head === undefined) throw new RangeError('an entry has at least one update')
  return { match, epoch: 'e1', updates: [head, ...rest], state: stateAt(last) }
}

export function updatesOf(first: number, last: number): BusUpdate[] {
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    seq: first + index,
    wire: `{"seq":${first + index}}`,
  }))
}

/** The state that an entry carries whose last update has this seq. */
export function stateAt(seq: number): string {
  return `{"after":${seq}}`
}

export interface Heard extends BusUpdate {
  readonly epoch: string
}

/** Subscribes. @returns what has been heard so far; it grows */
export async function listen(bus: Bus, match: string): Promise<Heard[]> {
  const heard: Heard[] = []
  await bus.subscribe(match, ({ epoch, seq }, wire) => heard.push({ epoch, seq, wire: wire.toString() }))
  return heard
}
