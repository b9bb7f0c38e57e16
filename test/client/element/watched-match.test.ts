import { expect, it, vi } from 'vitest'
import { WatchedMatch } from '../../../src/client/element/watched-match.ts'
import type { MatchSubscription } from '../../../src/client/match-subscription.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { FakeFollowed } from '../../web/page/live/fake-follow.ts'
import { stateOf } from '../state-builder.ts'

fakeTimePerTest()

function watch() {
  const followed = new FakeFollowed('m1')
  const changed = vi.fn()
  const announced: string[] = []
  const watched = new WatchedMatch(followed as unknown as MatchSubscription<'score'>, {
    element: new EventTarget() as HTMLElement,
    announce: (text) => void announced.push(text),
    changed,
  })
  return { followed, watched, changed, announced }
}

it('highlights who has scored for eight seconds after the last goal', () => {
  const { followed, watched, changed, announced } = watch()
  followed.scores(1)
  vi.advanceTimersByTime(5_000)
  followed.scores(2)
  vi.advanceTimersByTime(7_999)
  expect([watched.scorer, announced.length, changed.mock.calls.length]).toEqual(['home', 2, 0])
  vi.advanceTimersByTime(1)
  expect([watched.scorer, changed.mock.calls.length]).toEqual([undefined, 1])
})

it('follows no longer, and waits for nothing, when it is closed', () => {
  const { followed, watched } = watch()
  followed.scores(1)
  watched.close()
  expect([followed.isClosed, vi.getTimerCount()]).toEqual([true, 0])
})

it.each(['waiting', 'refused'])('shows nothing of a match that is %s', (kind) => {
  const { followed, watched } = watch()
  followed.state = stateOf('m1')
  expect(watched.state).toEqual(stateOf('m1'))
  followed.status = { kind }
  expect(watched.state).toBeUndefined()
})
