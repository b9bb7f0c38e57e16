import type { Client } from '../../../../src/client/client.ts'
import type { MatchState } from '../../../../src/match/state.ts'
import type { LiveContext } from '../../../../src/web/page/live/live-match.ts'
import type { PageClock } from '../../../../src/web/page/page-clock.ts'
import { stateOf } from '../../../client/state-builder.ts'

type Listener = (value: never) => void

/** Something that a page follows; the test tells it what happens. */
export class FakeFollowed {
  readonly name: string
  readonly matches: { readonly match: string }[] = []
  status: { readonly kind: string } = { kind: 'loading' }
  state: MatchState | undefined
  seq = 1
  isClosed = false
  readonly #listeners = new Map<string, Set<Listener>>()

  constructor(name: string) {
    this.name = name
  }

  on(kind: string, listener: Listener): void {
    const known = this.#listeners.get(kind) ?? new Set()
    this.#listeners.set(kind, known.add(listener))
  }

  tell(kind: 'change' | 'status' | 'update' | 'joined' | 'left' | 'relist', value: unknown = this): void {
    for (const listener of this.#listeners.get(kind) ?? []) listener(value as never)
  }

  close(): void {
    this.isClosed = true
  }

  /** The server has answered. */
  answers(): void {
    this.status = { kind: 'live' }
    this.tell('status')
  }

  /** A goal for the home side. */
  scores(home: number): void {
    const [before, after] = [home - 1, home].map((goals) => stateOf(this.name, { home: goals, away: 0 }))
    this.tell('update', { message: { kind: 'add' }, before, after, isCatchUp: false })
  }
}

/** What a page follows with its client. */
export function fakeContext() {
  const boards: FakeFollowed[] = []
  const matches: FakeFollowed[] = []
  const announced: string[] = []
  const add = (to: FakeFollowed[]) => (name: string) => {
    const followed = new FakeFollowed(name)
    to.push(followed)
    return followed
  }
  const client = { board: add(boards), subscribe: add(matches) } as unknown as Client
  const context: LiveContext = {
    client,
    clock: { now: () => Date.now(), offsetMs: 0 } as PageClock,
    delayMs: 0,
    view: 'score',
    announce: (text) => void announced.push(text),
  }
  return { boards, matches, announced, context }
}
