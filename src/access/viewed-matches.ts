import type { MatchState } from '../match/state.ts'
import type { MatchPage, MatchStore, Snapshot, WireUpdate } from '../store/match-store.ts'
import type { Access } from './access.ts'
import { NotAllowed } from './errors.ts'

export type MatchReads = Pick<MatchStore, 'list' | 'readSnapshot' | 'readPast' | 'readUpdates'>
type Store = MatchReads & Pick<MatchStore, 'readSeqAt'>

/** The matches of the database, as one viewer may see them: those that its token allows, as late as it says. */
export class ViewedMatches implements MatchReads {
  readonly #access: Access
  readonly #store: Store
  readonly #now: () => number

  /** @param now the database's clock */
  constructor(access: Access, store: Store, now: () => number) {
    this.#access = access
    this.#store = store
    this.#now = now
  }

  /** @throws {NotAllowed} */
  async readSnapshot(match: string): Promise<Snapshot | undefined> {
    this.#check(this.#access.mayAllow(match), match)
    const snapshot = await this.#store.readSnapshot(match)
    if (snapshot === undefined) return undefined
    const state = JSON.parse(snapshot.state) as MatchState
    this.#check(this.#access.allowsMatch(match, state), match)
    return this.#delayed(snapshot, state)
  }

  /** Whoever asks for it has read the snapshot, which says how far the past reaches. */
  async readPast(match: string, seq: number): Promise<Snapshot | undefined> {
    const newest = await this.readSnapshot(match)
    return newest && this.#store.readPast(match, Math.min(seq, newest.seq))
  }

  async readUpdates(match: string, after: number, limit: number): Promise<WireUpdate[]> {
    const updates = await this.#store.readUpdates(match, after, limit)
    const newest = updates.length === 0 ? undefined : await this.readSnapshot(match)
    return newest === undefined ? [] : updates.filter(({ seq }) => seq <= newest.seq)
  }

  /** A page may have fewer than its limit, and others may follow all the same. */
  async list(query: Parameters<Store['list']>[0]): Promise<MatchPage> {
    const page = await this.#store.list(query)
    const matches: Snapshot[] = []
    for (const snapshot of page.matches) {
      const state = JSON.parse(snapshot.state) as MatchState
      if (!this.#access.allowsMatch(snapshot.match, state)) continue
      const shown = await this.#delayed(snapshot, state)
      if (shown) matches.push(shown)
    }
    return { ...page, matches }
  }

  /** Whether the match has changed within the delay, so that what there is now is not yet to be seen. @throws {NotAllowed} */
  async isHeldBack(match: string): Promise<boolean> {
    const shown = await this.readSnapshot(match)
    if (this.#access.delayMs === 0) return false
    const newest = await this.#store.readSnapshot(match)
    return shown?.seq !== newest?.seq
  }

  async #delayed(snapshot: Snapshot, { updatedAt }: MatchState): Promise<Snapshot | undefined> {
    const { delayMs } = this.#access
    const until = this.#now() - delayMs
    if (delayMs === 0 || updatedAt <= until) return snapshot
    return this.#store.readPast(snapshot.match, await this.#store.readSeqAt(snapshot.match, until))
  }

  #check(isAllowed: boolean, match: string): void {
    if (!isAllowed) throw new NotAllowed(`the token does not allow match "${match}"`)
  }
}
