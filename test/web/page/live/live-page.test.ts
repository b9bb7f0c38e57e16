import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { LivePage } from '../../../../src/web/page/live/live-page.ts'
import type { MatchData } from '../../../../src/web/page-data.ts'
import type { ShownPage } from '../../../../src/web/view/match/match-board.ts'
import { stateOf } from '../../../client/state-builder.ts'
import { fakeContext } from './fake-follow.ts'

const page = { hidden: false }

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('document', page)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  page.hidden = false
})

/** A page of m1 at seq 5; the test is the server. */
async function start() {
  const { context, matches } = fakeContext()
  const asked: { readonly path: string; readonly signal: AbortSignal }[] = []
  const server = { isAway: false, isSilent: false }
  vi.stubGlobal('fetch', async (path: string, { signal }: { signal: AbortSignal }) => {
    asked.push({ path, signal })
    if (server.isSilent) await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    if (server.isAway) throw new TypeError('fetch failed')
    return Response.json({ viewers: 7, state: stateOf('m1'), updates: [], events: [], seq: 5 })
  })
  const held = { epoch: 'e', seq: 5, state: stateOf('m1') }
  const story = { start: { seq: 5, state: held.state }, updates: [] }
  const live = new LivePage({ base: '', match: 'm1' } as MatchData, context, { held, story } as never)
  const [followed] = matches
  if (followed === undefined) throw new Error('nothing is followed')
  followed.state = held.state
  followed.seq = 5
  await vi.advanceTimersByTimeAsync(0)
  const asks = (part: string) => asked.filter(({ path }) => path.includes(part)).length
  const shown = () => live.get() as Extract<ShownPage, { kind: 'match' }>
  /** An update of the followed match: a goal of the home side. */
  const scores = (seq: number, kind = 'add') => {
    const message = { kind, seq, at: seq, event: { id: `g${seq}`, type: 'goal' }, patch: { score: { home: seq } } }
    followed.tell('update', { message, before: held.state, after: held.state, isCatchUp: true })
  }
  return { live, followed, asked, asks, server, shown, scores }
}

it('asks how many watch at once and every 15 s, but not while nobody looks', async () => {
  const { live, asks, shown } = await start()
  expect([asks('/status'), shown().viewers]).toEqual([1, 7])
  await vi.advanceTimersByTimeAsync(14_999)
  expect(asks('/status')).toBe(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(asks('/status')).toBe(2)
  page.hidden = true
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asks('/status')).toBe(2)
  live.close()
})

it('shows no number of viewers rather than an old one', async () => {
  const { live, server, shown } = await start()
  server.isAway = true
  await vi.advanceTimersByTimeAsync(15_000)
  expect(shown()).not.toHaveProperty('viewers')
  live.close()
})

it('reads the story again each time that other events stand', async () => {
  const { live, followed, asks } = await start()
  for (const times of [1, 2]) {
    followed.tell('relist')
    await vi.advanceTimersByTimeAsync(0)
    expect(asks('/updates')).toBe(times)
  }
  live.close()
})

it('ends the reading of a moment that nobody looks at any more', async () => {
  const { live, server, asked, shown } = await start()
  server.isSilent = true
  shown().moment?.choose(3)
  shown().moment?.choose(4)
  expect(asked.slice(-2).map(({ signal }) => signal.aborted)).toEqual([true, false])
  live.close()
})

it('shows the moment that was chosen last, and now again if it cannot be read', async () => {
  const { live, followed, server, shown } = await start()
  server.isSilent = true
  shown().moment?.choose(3)
  server.isSilent = false
  shown().moment?.choose(4)
  await vi.advanceTimersByTimeAsync(0)
  expect(shown().moment?.seq).toBe(4)
  expect(shown().shown.staleSince).toBe(0)

  server.isAway = true
  shown().moment?.choose(2)
  await vi.advanceTimersByTimeAsync(0)
  expect(shown().moment?.seq).toBe(followed.seq)
  live.close()
})

it('a clock of the past stands where it stood', async () => {
  const { live, shown } = await start()
  const clock = { baseMs: 60_000, at: 77, running: true, dir: 'up' }
  vi.stubGlobal('fetch', async () => Response.json({ state: { ...stateOf('m1'), updatedAt: 99, clock } }))
  shown().moment?.choose(3)
  await vi.advanceTimersByTimeAsync(0)
  expect(shown().shown.staleSince).toBe(77)
  live.close()
})

it('offers no moments of a match that has only one', async () => {
  const { live, followed, shown } = await start()
  followed.seq = 1
  live.changed()
  expect(shown()).not.toHaveProperty('moment')
  live.close()
})

it('tells each update once, also those that came while the story was read', async () => {
  const { live, followed, scores, shown } = await start()
  const ids = () => shown().entries.map(({ id }) => id)
  scores(6)
  scores(6)
  scores(4)
  live.changed()
  expect(ids()).toEqual(['g6'])
  followed.tell('relist')
  scores(7)
  expect(ids()).toEqual(['g6'])
  await vi.advanceTimersByTimeAsync(0)
  expect(ids()).toEqual(['g7'])
  live.close()
})

it('begins its story anew when another source is in charge', async () => {
  const { live, scores, shown } = await start()
  scores(6)
  scores(7, 'source')
  live.changed()
  expect(shown().entries.map(({ id }) => id)).toEqual(['g7'])
  live.close()
})

it('reads the story once more if other events came to stand while it was read', async () => {
  const { live, followed, asks } = await start()
  followed.tell('relist')
  followed.tell('relist')
  expect(asks('/updates')).toBe(1)
  await vi.advanceTimersByTimeAsync(0)
  expect(asks('/updates')).toBe(2)
  live.close()
})

it('tells nobody of a story that came after it was closed', async () => {
  const { live, followed } = await start()
  followed.tell('relist')
  live.close()
  const seen = vi.fn()
  live.watch(seen)
  await vi.advanceTimersByTimeAsync(0)
  expect(seen).not.toHaveBeenCalled()
})

it('leaves no read, no match and no timer behind when it is closed', async () => {
  const { live, followed, server, asked, shown } = await start()
  server.isSilent = true
  followed.tell('relist')
  shown().moment?.choose(3)
  live.close()
  expect(asked.slice(-3).every(({ signal }) => signal.aborted)).toBe(true)
  expect([followed.isClosed, vi.getTimerCount()]).toEqual([true, 0])
})
