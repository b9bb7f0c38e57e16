import { expect, it, vi } from 'vitest'
import { createAnnouncer } from '../../../../src/web/page/live/announcer.ts'
import { LiveFrame } from '../../../../src/web/page/live/live-frame.ts'
import { LiveMatch } from '../../../../src/web/page/live/live-match.ts'
import type { FrameData } from '../../../../src/web/page-data.ts'
import { stateOf } from '../../../client/state-builder.ts'
import { fakeTimePerTest } from '../../../support/fake-time.ts'
import { fakeContext } from './fake-follow.ts'

fakeTimePerTest()

function start({ delayMs = 0, silentSince }: { delayMs?: number; silentSince?: number } = {}) {
  const { context, matches, announced } = fakeContext()
  const live = new LiveMatch('m1', { ...context, delayMs }, stateOf('m1'), silentSince)
  live.follow()
  const [followed] = matches
  if (followed === undefined) throw new Error('nothing is followed')
  return { live, followed, announced }
}

it('highlights who has scored for eight seconds after the last goal', () => {
  const { live, followed } = start()
  followed.scores(1)
  live.changed()
  vi.advanceTimersByTime(5_000)
  followed.scores(2)
  vi.advanceTimersByTime(7_999)
  expect(live.get()).toMatchObject({ celebrated: 'home' })
  vi.advanceTimersByTime(1)
  expect(live.get()).not.toHaveProperty('celebrated')
})

it('follows no longer, and waits for nothing, when it is closed', () => {
  const { live, followed } = start()
  followed.scores(1)
  live.close()
  expect([followed.isClosed, vi.getTimerCount()]).toEqual([true, 0])
})

it('shows what it had when it is followed no longer', () => {
  const { live, followed } = start()
  followed.state = { ...stateOf('m1'), updatedAt: 7 }
  live.unfollow()
  expect([followed.isClosed, live.subscription]).toEqual([true, undefined])
  expect(live.state?.updatedAt).toBe(7)
})

it('tells those who watch it no more once they have turned away', () => {
  const { live } = start()
  const seen = vi.fn()
  const turnAway = live.watch(seen)
  live.changed()
  turnAway()
  live.changed()
  expect(seen).toHaveBeenCalledOnce()
})

it('says and highlights nothing of updates that were missed', () => {
  const { live, followed, announced } = start()
  const [before, after] = [0, 1].map((home) => stateOf('m1', { home, away: 0 }))
  followed.tell('update', { message: { kind: 'add' }, before, after, isCatchUp: true })
  expect(announced).toEqual([])
  expect(live.get()).not.toHaveProperty('celebrated')
})

it('knows of a silent feed what the server drew, until the connection is live', () => {
  const { live, followed } = start({ silentSince: 5 })
  expect(live.get()).toMatchObject({ feedSilentSince: 5 })
  followed.answers()
  live.changed()
  expect(live.get()).not.toHaveProperty('feedSilentSince')
})

it.each(['stale', 'closed'])('stops the clock of a %s match where its viewer saw it, less the delay', (kind) => {
  const { live, followed } = start({ delayMs: 30_000 })
  followed.status = { kind, asOf: 100_000 } as never
  live.changed()
  expect(live.get()).toMatchObject({ staleSince: 70_000 })
})

it('tells all who watch it, though one of them turns away meanwhile', () => {
  const { live } = start()
  const told: string[] = []
  const turnAway = live.watch(() => {
    told.push('first')
    turnAway()
    live.watch(() => told.push('late'))
  })
  live.watch(() => told.push('second'))
  live.changed()
  expect(told).toEqual(['first', 'second'])
})

it('a frame says that there is no match once the server has', () => {
  const { context, matches } = fakeContext()
  const frame = new LiveFrame({ match: 'm1' } as FrameData, context)
  expect(frame.get()).toMatchObject({ isMissing: false })
  const [followed] = matches
  if (followed) followed.status = { kind: 'waiting' }
  followed?.tell('status')
  expect(frame.get()).toMatchObject({ isMissing: true })
})

it('a frame shows what has happened for eight seconds after the last of it', () => {
  const { context, matches, announced } = fakeContext()
  const frame = new LiveFrame({ match: 'm1' } as FrameData, context)
  matches[0]?.scores(1)
  vi.advanceTimersByTime(5_000)
  matches[0]?.scores(2)
  expect(announced).toHaveLength(2)
  vi.advanceTimersByTime(7_999)
  expect(frame.get()).toMatchObject({ news: announced[1] })
  vi.advanceTimersByTime(1)
  expect(frame.get()).not.toHaveProperty('news')
})

it('reads out together what comes within 300 ms, then what has gathered, of a match the newest score alone', () => {
  vi.stubGlobal('document', { createElement: () => ({ textContent: '' }) })
  const read: (string | null)[] = []
  const region = { replaceChildren: ({ textContent }: HTMLElement) => read.push(textContent) }
  const announce = createAnnouncer(region as unknown as HTMLElement)
  announce('1–0', 'm1')
  vi.advanceTimersByTime(299)
  announce('Goal!')
  announce('Goal!')
  expect(read).toEqual([])
  vi.advanceTimersByTime(1)
  expect(read.splice(0)).toEqual(['1–0. Goal!. Goal!'])
  announce('2–0', 'm1')
  announce('0–1', 'm2')
  announce('3–0', 'm1')
  vi.advanceTimersByTime(3_999)
  expect(read).toEqual([])
  vi.advanceTimersByTime(1)
  expect(read.splice(0)).toEqual(['3–0. 0–1'])
  vi.advanceTimersByTime(10_000)
  announce('4–0', 'm1')
  vi.advanceTimersByTime(300)
  expect(read).toEqual(['4–0'])
})
