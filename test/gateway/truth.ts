import type { BusEntry, BusUpdate } from '../../src/bus/bus.ts'
import { applyPatch, type JsonObject } from '../../src/match/merge-patch.ts'
import type { MatchState } from '../../src/match/state.ts'
import type { Position, UpdateMessage } from '../../src/protocol/messages.ts'
import type { MatchStore, Snapshot } from '../../src/store/match-store.ts'
import { keepJson } from '../support/sports/keep-json.ts'

/** What a gateway asks the database. */
export type RoomStore = Pick<MatchStore, 'readSnapshot' | 'readUpdates' | 'readWires' | 'readHeads' | 'readDeleted'>

/** The database's view of one match, with all that ever was: what viewers see is compared with it. */
export class Truth {
  readonly match: string
  #epoch = 1
  #updates: BusUpdate[] = []
  /** State by position, as JSON text. */
  readonly #states = new Map<string, string>()
  readonly #read = new Map<string, MatchState>()

  constructor(match = 'm1', state?: object) {
    this.match = match
    this.#keep(
      state
        ? JSON.stringify(state)
        : `{"match":"${match}","sport":"football","status":"live","score":{"home":0,"away":0},"detail":{}}`,
    )
  }

  get position(): Position {
    return { epoch: `e${this.#epoch}`, seq: this.#updates.length }
  }

  get snapshot(): Snapshot {
    return { match: this.match, ...this.position, state: this.stateText(this.position) }
  }

  /** Accepts the next change. Without fields a goal falls. @returns what goes to the bus after the commit */
  change(fields: { patch?: JsonObject; event?: object; kind?: string; at?: number } = {}): BusEntry {
    const seq = this.#updates.length + 1
    const {
      patch = { score: { home: seq } },
      kind = 'add',
      at = seq,
      event = kind === 'source' ? undefined : { id: `g${seq}`, type: 'goal', team: 'home' },
    } = fields
    const before = this.state() as unknown as JsonObject
    const wire = JSON.stringify({ op: 'update', match: this.match, seq, at, kind, event, patch })
    this.#updates.push({ seq, wire })
    this.#keep(JSON.stringify(applyPatch(before, patch)))
    return this.entry(seq, seq)
  }

  /** The updates `first` to `last`, as they are published together. */
  entry(first: number, last: number): BusEntry {
    const [head, ...rest] = this.#updates.slice(first - 1, last)
    if (head === undefined) throw new RangeError('an entry has at least one update')
    const { epoch } = this.position
    return { match: this.match, epoch, updates: [head, ...rest], state: this.stateText({ epoch, seq: last }) }
  }

  /** The chain has to start over: what a restored backup does. */
  restart(): void {
    const state = this.stateText(this.position)
    this.#epoch += 1
    this.#updates = []
    this.#keep(state)
  }

  updatesAfter(seq: number): readonly BusUpdate[] {
    return this.#updates.slice(seq)
  }

  messagesAfter(seq: number): UpdateMessage[] {
    return this.updatesAfter(seq).map(({ wire }) => JSON.parse(wire) as UpdateMessage)
  }

  /** @throws if the match was never there */
  stateText({ epoch, seq }: Position): string {
    const text = this.#states.get(`${epoch}.${seq}`)
    if (text === undefined) throw new Error(`there never was a state at ${epoch}.${seq}`)
    return text
  }

  /** Read once, for all who compare themselves with it; nobody can change it. */
  state(position: Position = this.position): MatchState {
    const text = this.stateText(position)
    const state = this.#read.get(text) ?? keepJson(JSON.parse(text) as MatchState)
    this.#read.set(text, state)
    return state
  }

  #keep(state: string): void {
    this.#states.set(`${this.position.epoch}.${this.position.seq}`, state)
  }
}

/** A database that holds these matches, by id. */
export function storeOf(truths: ReadonlyMap<string, Truth>): RoomStore {
  const find = (match: string) => truths.get(match)
  return {
    readSnapshot: async (match) => find(match)?.snapshot,
    readUpdates: async (match, after, limit) => [...(find(match)?.updatesAfter(after) ?? [])].slice(0, limit),
    readWires: async (places) => places.map(({ match, seq }) => find(match)?.updatesAfter(seq - 1)[0]?.wire),
    readHeads: async (matches) => matches.map((match) => find(match)?.position),
    readDeleted: async (matches) => matches.map(() => undefined),
  }
}
