import { Draft } from '../../../src/ingest/draft/draft.ts'
import { type Change, effectiveOf, type KeptEvent } from '../../../src/match/change.ts'
import type { EffectiveEvent } from '../../../src/match/event.ts'
import { startFold } from '../../../src/match/fold.ts'
import { parseEvent } from '../../../src/sports/contract/reading/parse-event.ts'
import type { Sport } from '../../../src/sports/contract/sport.ts'
import type { Snapshot, StoredMatch, WireUpdate } from '../../../src/store/match-store.ts'
import { fixtureOf } from '../../support/sports/match-builder.ts'

/** An event as a feed sends it. */
interface Sent {
  readonly id: string
  readonly type: string
  readonly [field: string]: unknown
}

/** A match as ingest folds it, without a database: changes go in, and the updates come out as viewers receive them. */
export class FoldedMatch {
  readonly #sport: Sport
  readonly #kept = new Map<string, KeptEvent>()
  readonly #publish: (update: WireUpdate) => void
  #match: StoredMatch

  constructor({ sport, format, publish }: { sport: Sport; format?: unknown; publish(update: WireUpdate): void }) {
    const fixture = fixtureOf(sport, format)
    const folded = startFold(sport, fixture)
    this.#sport = sport
    this.#publish = publish
    this.#match = { match: 'm1', epoch: 'e1', seq: 0, version: 0, fixture, folded, arrivals: 0 }
  }

  get snapshot(): Snapshot {
    const { match, epoch, seq, folded } = this.#match
    return { match, epoch, seq, state: JSON.stringify(folded.reduced.state) }
  }

  send(event: Sent): Promise<void> {
    return this.#change({ op: 'add', event: parseEvent(this.#sport, event) })
  }

  edit(event: Sent): Promise<void> {
    return this.#change({ op: 'edit', event: parseEvent(this.#sport, event) })
  }

  delete(id: string, reason: string): Promise<void> {
    return this.#change({ op: 'delete', id, reason })
  }

  async #change(change: Change): Promise<void> {
    const kept = [...this.#kept.values()]
    const draft = new Draft({
      match: this.#match,
      sport: this.#sport,
      at: Date.now(),
      readEffective: async () => kept.map(effectiveOf).filter((each): each is EffectiveEvent => each !== undefined),
      endTurn: async () => {},
    })
    draft.learn(kept)
    await draft.apply({ feed: 'test', source: 'test' }, change)
    const write = draft.write()
    if (write === undefined) throw new Error('the change came to nothing')
    const { fixture, folded, seq, arrivals } = write
    this.#match = { ...this.#match, fixture, folded, seq, arrivals }
    for (const event of write.kept) this.#kept.set(event.id, event)
    for (const { seq, wire } of write.updates) this.#publish({ seq, wire })
  }
}
