import { type Bus, type BusSnapshot, type BusUpdate, isNewer, RECENT_UPDATES } from '../../bus/bus.ts'
import type { Suspect } from '../../bus/suspects.ts'
import type { Position } from '../../protocol/messages.ts'
import { newEpoch } from '../../store/epochs.ts'
import type { MatchStore, Snapshot } from '../../store/match-store.ts'

export interface HistoriesOptions {
  readonly store: Pick<MatchStore, 'readSnapshot' | 'readUpdates' | 'changeEpoch'>
  readonly bus: Pick<Bus, 'read' | 'readHeads' | 'restart' | 'remove'>
  now(): number
  /** Told of each match that was mended: where the other history was seen, and where the match goes on; without `to` it was removed. */
  onMended(match: string, seen: Position, to?: Position): void
}

/**
 * Mends a match of which the bus or a gateway knows another history than the database: it lost its last writes, or was restored. The
 * database is right. The match goes on from its seq under a new epoch, which is later than all that anybody has seen; so whoever has
 * the other history takes this one instead. A match that the database no longer has is removed from the bus.
 *
 * Any replica may do this at any time: where there is only one history it changes nothing, and of two replicas one wins.
 */
export class Histories {
  readonly #options: HistoriesOptions

  constructor(options: HistoriesOptions) {
    this.#options = options
  }

  /** @param seen where a gateway has the match, if one told @returns false if it has to be called again, as others wrote meanwhile */
  async mend(match: string, seen?: Suspect): Promise<boolean> {
    const { store, bus } = this.#options
    // The bus first: what it has then was committed before, and the database must have it.
    const [head] = await bus.readHeads([match])
    const onBus = await bus.read(match)
    const known = latest(head, latest(onBus, seen))
    if (known === undefined) return true
    const truth = await store.readSnapshot(match)
    if (truth === undefined) return this.#remove(match, known, head, onBus)
    const isSame =
      !isNewer(known, truth) && !(await this.#isContradicted(truth, onBus)) && !(await this.#differs(truth, seen))
    if (isSame) return true
    return this.#restart(truth, known)
  }

  async #remove(match: string, known: Position, head?: Position, onBus?: BusSnapshot): Promise<boolean> {
    // The match was removed already, in an epoch later than any that was seen.
    if (onBus === undefined && head !== undefined && !isNewer(known, head)) return true
    const { bus, now, onMended } = this.#options
    await bus.remove(match, newEpoch(now(), known.epoch))
    onMended(match, known)
    return true
  }

  /** True if the bus and the database have different updates at one seq. */
  async #isContradicted({ match, epoch }: Snapshot, onBus: BusSnapshot | undefined): Promise<boolean> {
    const [first] = onBus?.recent ?? []
    if (onBus === undefined || first === undefined || onBus.epoch !== epoch) return false
    const stored = await this.#options.store.readUpdates(match, first.seq - 1, RECENT_UPDATES)
    const wires = new Map(stored.map(({ seq, wire }) => [seq, wire]))
    return onBus.recent.some(({ seq, wire }) => wires.has(seq) && wires.get(seq) !== wire)
  }

  /** True if a gateway saw another update than the database has at that seq. */
  async #differs({ match, epoch }: Snapshot, seen: Suspect | undefined): Promise<boolean> {
    if (seen?.wire === undefined || seen.epoch !== epoch) return false
    const [stored] = await this.#options.store.readUpdates(match, seen.seq - 1, 1)
    return stored !== undefined && stored.wire !== seen.wire
  }

  async #restart({ match, epoch }: Snapshot, known: Position): Promise<boolean> {
    const { store, now, onMended } = this.#options
    const to = newEpoch(now(), epoch, known.epoch)
    if (!(await store.changeEpoch(match, epoch, to, now()))) return false
    const snapshot = await restartOnBus(this.#options, match)
    onMended(match, known, { epoch: to, seq: snapshot?.seq ?? 0 })
    return true
  }
}

/** Gives the bus a match anew that it has in another epoch. @returns what the bus was given */
export async function restartOnBus(
  { store, bus }: { store: Pick<MatchStore, 'readSnapshot' | 'readUpdates'>; bus: Pick<Bus, 'restart'> },
  match: string,
): Promise<BusSnapshot | undefined> {
  const truth = await store.readSnapshot(match)
  if (truth === undefined) return undefined
  const { epoch, seq, state } = truth
  const updates: BusUpdate[] = await store.readUpdates(match, Math.max(0, seq - RECENT_UPDATES), RECENT_UPDATES)
  const snapshot = { epoch, seq, state, recent: updates.filter((update) => update.seq <= seq) }
  await bus.restart(match, snapshot)
  return snapshot
}

function latest(a: Position | undefined, b: Position | undefined): Position | undefined {
  if (a === undefined || b === undefined) return a ?? b
  const { epoch, seq } = isNewer(a, b) ? a : b
  return { epoch, seq }
}
