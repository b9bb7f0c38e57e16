import { expect, it, onTestFinished, vi } from 'vitest'
import type { Client } from '../../../src/client/client.ts'
import { sharedSource, sourceOf } from '../../../src/client/react/source.ts'
import { boardStore, connectionStore, matchStore } from '../../../src/client/react/stores.ts'
import { createFakeNetwork } from '../fake-network.ts'
import { stateOf } from '../state-builder.ts'

/** What a client gives to follow; the test is the server. */
function followed(name: string) {
  const listeners = new Map<string, ((value: never) => void)[]>()
  return {
    match: name,
    matches: [] as object[],
    state: undefined as object | undefined,
    epoch: undefined as string | undefined,
    seq: undefined as number | undefined,
    status: { kind: 'loading' } as object,
    feedSilentSince: undefined,
    isClosed: false,
    on: (kind: string, listener: (value: never) => void) =>
      void listeners.set(kind, [...(listeners.get(kind) ?? []), listener]),
    tell(kind: string, value: unknown = undefined) {
      for (const listener of listeners.get(kind) ?? []) listener(value as never)
    },
    close() {
      this.isClosed = true
    },
  }
}

function openClient() {
  const all: (ReturnType<typeof followed> & { readonly options: object })[] = []
  const follow = (name: string, options: object) => {
    const each = Object.assign(followed(name), { options })
    all.push(each)
    return each
  }
  const stopListening = vi.fn()
  const client = { subscribe: follow, board: follow, status: { kind: 'live' }, on: () => stopListening }
  return { client: () => client as unknown as Client, all, stopListening }
}

it('follows a match with the first who listens until the last has turned away, and goes on from what it had', () => {
  const { client, all } = openClient()
  const store = matchStore(client, 'm1', {})
  const [first, second] = [vi.fn(), vi.fn()]
  const turnAway = [first, second].map((listener) => store.subscribe(listener))
  expect(all).toHaveLength(1)
  first.mockClear()
  Object.assign(all[0] ?? {}, { state: stateOf('m1'), epoch: 'e', seq: 3 })
  all[0]?.tell('change')
  expect([first, second].map((listener) => listener.mock.calls.length)).toEqual([1, 1])

  turnAway[0]?.()
  all[0]?.tell('change')
  expect(all[0]?.isClosed).toBe(false)
  Object.assign(all[0] ?? {}, { status: { kind: 'stale', asOf: 5, reason: 'connection' } })
  all[0]?.tell('change')
  turnAway[1]?.()
  expect(all[0]?.isClosed).toBe(true)

  store.subscribe(first)
  expect(all.map(({ options }) => options)).toEqual([
    {},
    { from: { state: stateOf('m1'), epoch: 'e', seq: 3, asOf: 5 } },
  ])
})

it('says of a match and of a board that nobody followed meanwhile that they are not live', () => {
  const { client, all } = openClient()
  const match = matchStore(client, 'm1', {})
  const board = boardStore(client, 'sport:football', {})
  const turnAway = [match, board].map((store) => store.subscribe(() => {}))
  const [followedMatch, followedBoard] = all
  const live = { status: { kind: 'live' }, state: stateOf('m1'), epoch: 'e', seq: 3 }
  Object.assign(followedMatch ?? {}, live)
  Object.assign(followedBoard ?? {}, { ...live, matches: [Object.assign(followed('m1'), live)] })
  for (const each of all) each.tell('change')
  expect(match.getSnapshot().status.kind).toBe('live')
  expect(board.getSnapshot().matches.map(({ status }) => status.kind)).toEqual(['live'])

  for (const each of turnAway) each()
  const [shown, list] = [match.getSnapshot(), board.getSnapshot()]
  expect([shown, list, ...list.matches].map(({ status }) => status)).toEqual(
    Array(3).fill({ kind: 'stale', asOf: expect.any(Number), reason: 'connection' }),
  )
  expect(shown.state).toEqual(stateOf('m1'))
  expect(match.getSnapshot()).toBe(shown)
})

it('says of the connection how it is now, also where nobody listened meanwhile', () => {
  const opened = openClient()
  const store = connectionStore(opened.client)
  expect(store.getSnapshot()).toEqual({ kind: 'connecting' })
  store.subscribe(() => {})()
  Object.assign(opened.client(), { status: { kind: 'offline' } })
  expect(store.getSnapshot()).toEqual({ kind: 'offline' })
})

it('says of a state of view `score` that a server rendered, which has no time, that it is as of now', () => {
  const { detail: _, updatedAt: __, ...state } = stateOf('m1')
  const before = Date.now()
  const { status } = matchStore(openClient().client, 'm1', {
    view: 'score',
    from: { state, epoch: 'e', seq: 3 },
  }).getSnapshot()
  expect(status).toEqual({ kind: 'stale', asOf: expect.any(Number), reason: 'connection' })
  expect(status).toHaveProperty(
    'asOf',
    expect.toSatisfy((asOf: number) => asOf >= before && asOf <= Date.now()),
  )
})

it('gives a match of a board the same object until it changes, and forgets those that have left', () => {
  const { client, all } = openClient()
  const store = boardStore(client, 'sport:football', {})
  const turnAway = store.subscribe(() => {})
  const [board] = all
  const match = followed('m1')
  board?.matches.push(match)
  board?.tell('change')
  const [before] = store.getSnapshot().matches
  board?.tell('change')
  expect(store.getSnapshot().matches[0]).toBe(before)

  board?.matches.pop()
  board?.tell('left', match)
  board?.tell('change')
  board?.matches.push(match)
  board?.tell('change')
  expect(store.getSnapshot().matches[0]).not.toBe(before)
  turnAway()
  expect(board?.isClosed).toBe(true)
})

it('listens to the connection while somebody does', () => {
  const { client, stopListening } = openClient()
  const turnAway = connectionStore(client).subscribe(() => {})
  expect(stopListening).not.toHaveBeenCalled()
  turnAway()
  expect(stopListening).toHaveBeenCalledOnce()
})

it('remembers 2,000 matches that components have asked for, and forgets the first when there is another', () => {
  const { client } = openClient()
  const source = sourceOf(client)
  const first = source.match('m0', {})
  for (let n = 1; n < 2_000; n += 1) source.match(`m${n}`, {})
  expect(source.match('m0', {})).toBe(first)
  source.match('m2000', {})
  expect(source.match('m0', {})).not.toBe(first)
})

it('ends the connection to an address once no provider gives it any more, and begins another if one does again', () => {
  vi.useFakeTimers()
  const network = createFakeNetwork()
  vi.stubGlobal('WebSocket', network.WebSocket)
  onTestFinished(() => {
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })
  const source = sharedSource('http://before.example')
  const store = source.match('m', {})
  const letGo = source.hold?.()
  const leave = store.subscribe(() => {})
  letGo?.()
  const again = source.hold?.()
  vi.advanceTimersByTime(1)
  expect(network.sockets.map(({ isClosedByClient }) => isClosedByClient)).toEqual([false])
  leave()
  again?.()
  vi.advanceTimersByTime(1)
  expect(network.sockets.map(({ isClosedByClient }) => isClosedByClient)).toEqual([true])
  const next = sharedSource('http://before.example')
  const last = next.hold?.()
  next.match('m', {}).subscribe(() => {})()
  expect(network.sockets.map(({ isClosedByClient }) => isClosedByClient)).toEqual([true, false])
  last?.()
  vi.advanceTimersByTime(1)
})
