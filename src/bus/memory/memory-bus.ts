import type { Position } from '../../protocol/messages.ts'
import {
  type Bus,
  type BusEntry,
  type BusListener,
  type BusUpdate,
  FLEET_TTL_MS,
  type FleetMember,
  isNewer,
  RECENT_UPDATES,
  VIEWERS_TTL_MS,
} from '../bus.ts'

/** Matches whose snapshot is kept; the one published longest ago is forgotten first. */
const MAX_MATCHES = 10_000

interface Kept extends Position {
  readonly state: string
  readonly recent: BusUpdate[]
}

/** The bus of a single process. Listeners are called within `publish`. */
export function createMemoryBus(): Bus {
  const kept = new Map<string, Kept>()
  const listeners = new Map<string, Set<BusListener>>()
  const fleet = new Map<string, { readonly member: FleetMember; readonly heardAt: number }>()
  /** By match, then by gateway. */
  const viewers = new Map<string, Map<string, { readonly count: number; readonly heardAt: number }>>()

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
    async announce(member) {
      const now = Date.now()
      fleet.set(member.id, { member, heardAt: now })
      for (const [id, { heardAt }] of fleet) if (now - heardAt > FLEET_TTL_MS) fleet.delete(id)
      return [...fleet.values()].map((each) => each.member)
    },
    async reportViewers(gateway, counts) {
      const heardAt = Date.now()
      for (const [match, count] of counts) {
        const reports = viewers.get(match) ?? new Map()
        if (count > 0) viewers.set(match, reports.set(gateway, { count, heardAt }))
        else if (reports.delete(gateway) && reports.size === 0) viewers.delete(match)
      }
    },
    async readViewers(match) {
      const now = Date.now()
      const reports = [...(viewers.get(match)?.values() ?? [])]
      return reports.reduce((sum, { count, heardAt }) => sum + (now - heardAt <= VIEWERS_TTL_MS ? count : 0), 0)
    },
    async close() {
      viewers.clear()
      fleet.clear()
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
