import type { BusEntry } from '../../bus/bus.ts'
import { textOf } from '../../match/json-text.ts'
import type { Sport } from '../../sports/contract/sport.ts'
import type { Exchange, MatchStore, MatchWrite, StoredMatch } from '../../store/match-store.ts'
import type { SourceLifeStore } from '../../store/source-life.ts'
import { Draft, type Drafted } from '../draft/draft.ts'
import { RecentHistories } from '../memory/recent-histories.ts'
import { RecentMatches } from '../memory/recent-matches.ts'
import { randomVersion } from '../memory/versions.ts'
import type { EndTurn } from './turns.ts'

export interface MatchCommitsOptions {
  readonly store: MatchStore
  readonly sources?: Pick<SourceLifeStore, 'readShadowScore'>
  publish(entry: BusEntry): void
  /** Told how long the database took for a commit. */
  onCommitted?(ms: number): void
  /** Told after a match was deleted; must not throw. */
  onDeleted?(match: string, epoch: string): void
  now(): number
}

/** How a draft ended. */
export interface Finished {
  /** The match's seq. */
  readonly seq: number
  /** False if there was nothing to write: then another replica may have written since. */
  readonly isWritten: boolean
}

/** Drafts of matches and what becomes of them: written if nobody else wrote meanwhile, remembered, published. */
export class MatchCommits {
  readonly store: MatchStore
  readonly now: () => number
  readonly #publish: (entry: BusEntry) => void
  readonly #onDeleted: (match: string, epoch: string) => void
  readonly #onCommitted: (ms: number) => void
  readonly #recent: RecentMatches
  readonly #histories = new RecentHistories()

  constructor({ store, publish, onDeleted = () => {}, onCommitted = () => {}, now }: MatchCommitsOptions) {
    this.store = store
    this.now = now
    this.#publish = publish
    this.#onDeleted = onDeleted
    this.#onCommitted = onCommitted
    this.#recent = new RecentMatches(store)
  }

  /** The match as this replica last wrote it, or as the database has it. */
  read(match: string): Promise<StoredMatch | undefined> {
    return this.#recent.read(match)
  }

  forget(match: string): void {
    this.#recent.forget(match)
  }

  openDraft(match: StoredMatch, sport: Sport, endTurn: EndTurn): Draft {
    const { source } = match
    return new Draft({
      match,
      sport,
      at: this.now(),
      history: this.#histories.take(match),
      readEffective: async () => (source === undefined ? [] : this.store.readEffective(match.match, source)),
      endTurn,
    })
  }

  /**
   * Writes what the draft came to, if it came to anything.
   *
   * @param source who is in charge then, if the draft has told viewers anything
   * @param areNew nobody looked whether the events of the draft are there already
   * @returns undefined if another replica wrote the match meanwhile, or an event is not new
   */
  async finish(
    match: StoredMatch,
    draft: Draft,
    { source = match.source, areNew = false }: { readonly source?: string | undefined; readonly areNew?: boolean } = {},
  ): Promise<Finished | undefined> {
    const { history } = draft
    const drafted = draft.write()
    if (drafted !== undefined) {
      const claims = match.source === undefined && drafted.updates.some(({ eventId }) => eventId !== undefined)
      const write = { ...toWrite(match, drafted, claims ? source : match.source), ...(areNew && { areNew }) }
      const seq = await this.append(write)
      if (seq === undefined) return undefined
      if (history !== undefined) this.#histories.remember(write.match, history)
      return { seq, isWritten: true }
    }
    if (history !== undefined) this.#histories.remember(match, history)
    const seq = await this.confirm(match)
    if (seq === undefined) return undefined
    // A feed that repeats itself has it read again and again. Every write to it is a compare-and-swap, so it may be old.
    if (seq === match.seq) this.#recent.remember(match)
    return { seq, isWritten: false }
  }

  /** @returns the match's seq; undefined if somebody wrote meanwhile */
  async append(write: MatchWrite): Promise<number | undefined> {
    return (await this.#commit(write, () => this.store.append(write))) ? write.match.seq : undefined
  }

  /** Puts another source in charge. @returns the match's seq; undefined if somebody wrote meanwhile */
  async exchange(exchange: Exchange): Promise<number | undefined> {
    const isWritten = await this.#commit(exchange.write, () => this.store.exchange(exchange))
    return isWritten ? exchange.write.match.seq : undefined
  }

  /** Deletes the match. @returns false if somebody wrote meanwhile */
  async remove(match: StoredMatch, epoch: string): Promise<boolean> {
    this.#recent.forget(match.match)
    if (!(await this.store.remove(match, epoch, this.now()))) return false
    this.#onDeleted(match.match, epoch)
    return true
  }

  /** The remembered match may be gone from the database. Then what was decided by it must not be answered. */
  async confirm({ match, epoch, seq }: StoredMatch): Promise<number | undefined> {
    const [head] = await this.store.readHeads([match])
    if (head?.epoch === epoch && head.seq >= seq) return head.seq
    this.#recent.forget(match)
    return undefined
  }

  async #commit(write: MatchWrite, append: () => Promise<boolean>): Promise<boolean> {
    const { match } = write
    // Forgotten before the append: if that throws, nobody knows whether it was written.
    this.#recent.forget(match.match)
    const from = performance.now()
    if (!(await append())) return false
    this.#onCommitted(performance.now() - from)
    this.#recent.remember(match)
    const entry = toEntry(write)
    if (entry) this.#publish(entry)
    return true
  }
}

/** @param source who is in charge after it */
export function toWrite(match: StoredMatch, drafted: Drafted, source: string | undefined): MatchWrite {
  const { fixture, folded, seq, arrivals, kept, updates } = drafted
  return {
    match: {
      ...match,
      fixture,
      folded,
      seq,
      arrivals,
      version: randomVersion(),
      ...(source !== undefined && { source }),
    },
    replaces: match.version,
    kept,
    updates,
  }
}

function toEntry({ match, updates }: MatchWrite): BusEntry | undefined {
  const [first, ...rest] = updates.map(({ seq, wire }) => ({ seq, wire }))
  if (first === undefined) return undefined
  return {
    match: match.match,
    epoch: match.epoch,
    updates: [first, ...rest],
    state: textOf(match.folded.reduced.state),
  }
}
