import type { Position } from '../../protocol/messages.ts'
import type { Audience } from '../audience.ts'
import { type Bus, type BusEntry, type BusListener, type BusUpdate, isNewer, RECENT_UPDATES } from '../bus.ts'
import type { FleetRegistry } from '../fleet-registry.ts'
import { createMemoryAudience } from './memory-audience.ts'
import { createMemoryFleetRegistry } from './memory-fleet-registry.ts'

/** Matches whose snapshot is kept; the one published longest ago is forgotten first. */
const MAX_MATCHES = 10_000

interface Kept extends Position {
  readonly state: string
  readonly recent: BusUpdate[]
}

/** The bus of a single process. Listeners are called within `publish`. */
export function createMemoryBus(): Bus & FleetRegistry & Audience {
  const kept = new Map<string, Kept>()
  const listeners = new Map<string, Set<BusListener>>()
  /** False if the entry belongs to an epoch that is over. */
  const keep = ({ match, epoch, updates, state }: BusEntry): boolean => {
    const last = updates[updates.length - 1] as BusUpdate
    const current = kept.get(match)
    if (current !== undefined && current.epoch > epoch) return false
    const recent = current?.epoch === epoch ? merge(current.recent, updates) : [...updates].slice(-RECENT_UPDATES)
    const isHead = current === undefined || isNewer({ epoch, seq: last.seq }, current)
    kept.delete(match)
    kept.set(match, isHead ? { epoch, seq: last.seq, state, recent } : { ...current, recent })
    if (kept.size > MAX_MATCHES) kept.delete(kept.keys().next().value as string)
    return true
  }

  return {
    ...createMemoryFleetRegistry(),
    ...createMemoryAudience(),
    health: 'up',
    watchHealth() {},
    async publish(entry) {
      if (!keep(entry)) return
      const heard = listeners.get(entry.match)
      if (heard === undefined) return
      for (const { seq, wire } of entry.updates) {
        const bytes = Buffer.from(wire)
        for (const listener of heard) listener({ epoch: entry.epoch, seq }, bytes)
      }
    },
    async read(match) {
      return kept.get(match)
    },
    async readHeads(matches) {
      return matches.map((match) => {
        const head = kept.get(match)
        return head && { epoch: head.epoch, seq: head.seq }
      })
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
