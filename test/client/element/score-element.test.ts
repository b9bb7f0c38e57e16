import { expect, it, vi } from 'vitest'
import type { Client } from '../../../src/client/client.ts'
import { FakeFollowed } from '../../web/page/live/fake-follow.ts'
import { stateOf } from '../state-builder.ts'
import { stubPageAndTimers } from './plain-page.ts'

stubPageAndTimers()

it('says of a score that came before its connection that it is not live only after three seconds', async () => {
  const { ScoreElement } = await import('../../../src/client/element/score-element.ts')
  const { MatchCard } = await import('../../../src/client/element/match-card.ts')
  const { configure } = await import('../../../src/client/element/settings.ts')
  const draws = vi.spyOn(MatchCard.prototype, 'draw').mockReturnValue()
  vi.spyOn(MatchCard.prototype, 'tick').mockReturnValue(false)
  const state = stateOf('m1')
  vi.stubGlobal('fetch', async () => Response.json({ epoch: 'e', seq: 1, state }))
  const stale = { kind: 'stale', asOf: 0, reason: 'connection' } as const
  const followed = Object.assign(new FakeFollowed('m1'), { state, status: stale })
  configure({ createClient: () => ({ now: () => 0, close() {}, subscribe: () => followed }) as unknown as Client })
  const tag = new ScoreElement()
  tag.setAttribute('match', 'm1')
  tag.setAttribute('server', 'https://scores.example')
  Object.assign(tag, { isConnected: true })
  tag.connectedCallback()
  const shown = () => draws.mock.lastCall?.[0].status.kind

  await vi.advanceTimersByTimeAsync(2_999)
  expect(shown()).toBe('loading')
  await vi.advanceTimersByTimeAsync(1)
  expect(shown()).toBe('stale')
  Object.assign(tag, { isConnected: false })
  tag.disconnectedCallback()
  await vi.advanceTimersByTimeAsync(0)
})
