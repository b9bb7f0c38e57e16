import { expect, it, vi } from 'vitest'
import type { UpdateMessage } from '../../../src/protocol/messages.ts'
import { fetchStory, fetchViewers } from '../../../src/web/page/api.ts'
import { goal, stateOf } from '../../client/state-builder.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'

fakeTimePerTest()

/** A server that has these updates, and a list of the events that is older than them by some reads. */
function serve(updates: readonly UpdateMessage[], staleReads = 0) {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (address: string) => {
    const { pathname, search, searchParams } = new URL(address, 'http://server')
    asked.push(`${pathname.slice('/v1/matches/m1'.length)}${search}`)
    if (pathname.endsWith('/updates')) {
      const after = Number(searchParams.get('after'))
      return Response.json({ updates: updates.slice(after, after + Number(searchParams.get('limit'))) })
    }
    const reads = asked.filter((path) => path.startsWith('/events')).length
    const seq = pathname.endsWith('/events') && reads <= staleReads ? 0 : updates.length
    return Response.json({ state: stateOf('m1'), seq, from: 0, events: [] })
  })
  return { asked, reads: () => asked.filter((path) => path.startsWith('/events')).length }
}

const goals = (count: number) => Array.from({ length: count }, (_, n) => goal('m1', n + 1, { home: n + 1, away: 0 }))
const { signal } = new AbortController()

it('reads a long story 1,000 updates at a time', async () => {
  const { asked } = serve(goals(2_500))
  const { updates } = await fetchStory('', 'm1', 0, 2_500, signal)
  expect(updates).toHaveLength(2_500)
  expect(asked.filter((path) => path.startsWith('/updates'))).toEqual([
    '/updates?after=0&limit=1000',
    '/updates?after=1000&limit=1000',
    '/updates?after=2000&limit=500',
  ])
})

it('tells nothing that came before another source was put in charge, nor that itself', async () => {
  const [first, second, third] = goals(3)
  serve([first, { ...second, kind: 'source' }, third] as UpdateMessage[])
  const { start, updates } = await fetchStory('', 'm1', 0, 3, signal)
  expect([start.seq, updates.map(({ seq }) => seq)]).toEqual([2, [3]])
})

it('fails where the server does not answer with success, whatever it answers', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ viewers: 7 }, { status: 503 }))
  await expect(fetchViewers('', 'm1', signal)).rejects.toThrow('/v1/matches/m1/status answered 503')
})

it('stops where the server has no more', async () => {
  const { asked } = serve(goals(3))
  expect((await fetchStory('', 'm1', 0, 500, signal)).updates).toHaveLength(3)
  expect(asked.filter((path) => path.startsWith('/updates'))).toHaveLength(2)
})

it('reads the events that stand once in a second, until a cache has the newest', async () => {
  const { reads } = serve([{ ...goal('m1', 1, { home: 1, away: 0 }), kind: 'source' }], 2)
  const story = fetchStory('', 'm1', 0, 1, signal)
  await vi.advanceTimersByTimeAsync(999)
  expect(reads()).toBe(1)
  await vi.advanceTimersByTimeAsync(1_001)
  expect(await story).toMatchObject({ standing: { seq: 1 } })
  expect(reads()).toBe(3)
})

it('gives up on a cache that has not got them after eight reads', async () => {
  const { reads } = serve([{ ...goal('m1', 1, { home: 1, away: 0 }), kind: 'source' }], 100)
  const story = expect(fetchStory('', 'm1', 0, 1, signal)).rejects.toThrow('still of seq 0')
  await vi.advanceTimersByTimeAsync(60_000)
  await story
  expect(reads()).toBe(8)
})
