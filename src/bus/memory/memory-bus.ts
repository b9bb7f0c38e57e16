import type { Position } from '../../protocol/messages.ts'
import type { Audience } from '../audience.ts'
import {
  type Bus,
  type BusEntry,
  type BusListener,
  type BusSnapshot,
  type BusUpdate,
  isNewer,
  type Published,
  RECENT_UPDATES,
} from '../bus.ts'
import type { FleetChannel } from '../fleet-channel.ts'
import type { Suspects } from '../suspects.ts'
import { createMemoryAudience } from './memory-audience.ts'
import { createMemoryFleetChannel } from './memory-fleet-channel.ts'
import { createMemorySuspects } from './memory-suspects.ts'

/** Matches whose snapshot is kept; the one published longest ago is forgotten first. */
const MAX_MATCHES = 10_000

interface Kept extends Position {
  /** Absent of a match that was removed. */
  readonly state?: string
  readonly recent: readonly BusUpdate[]
  /** Counts all changes of all matches. */
  readonly change: number
}

/** The bus of a single process. Listeners are called within `publish`. */
export function createMemoryBus(): Bus & FleetChannel & Audience & Suspects {
  const kept = new Map<string, Kept>()
  const listeners = new Map<string, Set<BusListener>>()
  const keep = ({ match, epoch, updates, state }: BusEntry): Published => {
    const last = updates[updates.length - 1] as BusUpdate
    const current = kept.get(match)
    if (current !== undefined && current.epoch > epoch) return 'outdated'
    if (current?.epoch === epoch && contradicts(current, updates)) return 'contradicted'
    const recent = current?.epoch === epoch ? merge(current.recent, updates) : [...updates].slice(-RECENT_UPDATES)
    const isHead = current === undefined || isNewer({ epoch, seq: last.seq }, current)
    set(match, isHead ? { epoch, seq: last.seq, state, recent } : { ...current, recent })
    return 'taken'
  }
  let change = 0
  const set = (match: string, what: Omit<Kept, 'change'>) => {
    change += 1
    kept.delete(match)
    kept.set(match, { ...what, change })
    if (kept.size > MAX_MATCHES) kept.delete(kept.keys().next().value as string)
  }
  /** Takes a later epoch, and tells subscribers that they have to read. */
  const replace = (match: string, what: Omit<Kept, 'change'>) => {
    const { epoch, seq } = what
    const current = kept.get(match)
    if (current !== undefined && current.epoch >= epoch) return
    set(match, what)
    for (const listener of listeners.get(match) ?? []) listener({ epoch, seq }, Buffer.alloc(0))
  }

  return {
    ...createMemoryFleetChannel(),
    ...createMemoryAudience(),
    ...createMemorySuspects(),
    health: 'up',
    watchHealth() {},
    async publish(entry) {
      const published = keep(entry)
      const heard = listeners.get(entry.match)
      if (published !== 'taken' || heard === undefined) return published
      for (const { seq, wire } of entry.updates) {
        const bytes = Buffer.from(wire)
        for (const listener of heard) listener({ epoch: entry.epoch, seq }, bytes, entry.trace)
      }
      return published
    },
    async restart(match, { epoch, seq, state, recent }) {
      replace(match, { epoch, seq, state, recent: recent.slice(-RECENT_UPDATES) })
    },
    async remove(match, epoch) {
      replace(match, { epoch, seq: 0, recent: [] })
    },
    async read(match) {
      const { epoch, seq, state, recent } = kept.get(match) ?? {}
      return state === undefined ? undefined : ({ epoch, seq, state, recent } as BusSnapshot)
    },
    has(match) {
      return kept.get(match)?.state !== undefined
    },
    async readHeads(matches) {
      return matches.map((match) => {
        const head = kept.get(match)
        return head && { epoch: head.epoch, seq: head.seq }
      })
    },
    countKept: async (matches) => matches.filter((match) => kept.has(match)).length,
    async readChanges(after = 0) {
      const changed = [...kept].filter(([, head]) => head.change > after)
      return { heads: new Map(changed.map(([match, { epoch, seq }]) => [match, { epoch, seq }])), next: change }
    },
    async subscribe(match, listener) {
      const heard = listeners.get(match) ?? new Set()
      listeners.set(match, heard.add(listener))
      return async () => {
        heard.delete(listener)
        if (heard.size === 0 && listeners.get(match) === heard) listeners.delete(match)
      }
    },
    async close() {
      listeners.clear()
      kept.clear()
    },
  }
}

function contradicts({ seq, recent }: Kept, updates: readonly BusUpdate[]): boolean {
  const known = updates.filter((update) => update.seq <= seq)
  return known.some(({ seq, wire }) => recent.some((update) => update.seq === seq && update.wire !== wire))
}

/** Both in order of seq, each seq once, the newest `RECENT_UPDATES`. */
function merge(recent: readonly BusUpdate[], updates: readonly BusUpdate[]): BusUpdate[] {
  const last = recent.at(-1)
  const first = updates[0]
  // The usual case: they follow what is there.
  if (last === undefined || first === undefined || first.seq > last.seq) {
    return [...recent, ...updates].slice(-RECENT_UPDATES)
  }
  const bySeq = new Map([...recent, ...updates].map((update) => [update.seq, update]))
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq).slice(-RECENT_UPDATES)
}
