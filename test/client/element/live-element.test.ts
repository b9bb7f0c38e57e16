import { expect, it, vi } from 'vitest'
import type { Client } from '../../../src/client/client.ts'
import type { Followed } from '../../../src/client/element/live-element.ts'
import { stubPageAndTimers } from './plain-page.ts'

stubPageAndTimers()

/** A tag whose clock counts, on a page that is told what makes its clients. */
async function putOnPage(createClient: () => Client) {
  const { LiveElement } = await import('../../../src/client/element/live-element.ts')
  const { configure } = await import('../../../src/client/element/settings.ts')
  configure({ createClient })
  class Tag extends LiveElement {
    readonly watched = 'm1'
    readonly followedBy: Client[] = []
    readonly say = (text: string) => this.announce(text)
    readonly said = () => this.announcer.textContent
    ticks = 0
    followedAs: Followed | undefined
    protected follow(client: Client, followed: Followed): void {
      this.followedBy.push(client)
      this.followedAs = followed
    }
    protected unfollow(): void {}
    protected draw(): void {}
    protected tick(): boolean {
      this.ticks += 1
      return this.ticks > 2
    }
  }
  const tag = new Tag()
  tag.setAttribute('server', 'https://scores.example')
  const settle = () => vi.advanceTimersByTimeAsync(0)
  Object.assign(tag, { isConnected: true })
  tag.connectedCallback()
  await settle()
  const takeAway = async () => {
    Object.assign(tag, { isConnected: false })
    tag.disconnectedCallback()
    await settle()
  }
  return { tag, settle, takeAway, configure }
}

it('draws its clock each second, and ten times a second while that shows tenths', async () => {
  const { tag, takeAway } = await putOnPage(() => ({ now: () => 0, close() {} }) as unknown as Client)
  await vi.advanceTimersByTimeAsync(2_999)
  expect(tag.ticks).toBe(2)
  await vi.advanceTimersByTimeAsync(1 + 500)
  expect(tag.ticks).toBe(8)
  await takeAway()
})

it('has a screen reader say all that comes together, and what comes later by itself', async () => {
  const { tag, settle, takeAway } = await putOnPage(() => ({ now: () => 0, close() {} }) as unknown as Client)
  tag.say('Arsenal 1, Chelsea 0')
  tag.say('Leeds 0, Everton 2')
  expect(tag.said()).toBe('Arsenal 1, Chelsea 0. Leeds 0, Everton 2')
  await settle()
  tag.say('Arsenal 2, Chelsea 0')
  expect(tag.said()).toBe('Arsenal 2, Chelsea 0')
  tag.say('')
  expect(tag.said()).toBe('')
  tag.say('Leeds 1, Everton 2')
  expect(tag.said()).toBe('Leeds 1, Everton 2')
  await settle()
  await takeAway()
})

it('lets the clock of a match that is no longer live stand where it was', async () => {
  const aheadMs = 5_000
  const { tag, takeAway } = await putOnPage(
    () => ({ now: () => Date.now() + aheadMs, close() {} }) as unknown as Client,
  )
  const asOf = Date.now()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(tag.followedAs?.now({ kind: 'live' })).toBe(asOf + 60_000 + aheadMs)
  expect(tag.followedAs?.now({ kind: 'stale', asOf, reason: 'connection' })).toBe(asOf + aheadMs)
  expect(tag.followedAs?.now({ kind: 'closed', asOf })).toBe(asOf + aheadMs)
  await takeAway()
})

it('reads clocks by what the page has told of the time until the client has heard it from the server', async () => {
  let heardMs = 0
  const { tag, takeAway } = await putOnPage(
    () => ({ now: () => Date.now() + heardMs, close() {} }) as unknown as Client,
  )
  const clock = () => (tag.followedAs?.now({ kind: 'live' }) ?? 0) - Date.now()
  expect(clock()).toBe(0)
  Object.assign(tag.followedAs ?? {}, { aheadMs: 7_200_000 })
  expect(clock()).toBe(7_200_000)
  heardMs = 7_199_500
  expect(clock()).toBe(7_199_500)
  await takeAway()
})

it('takes the settings that another copy of its module is given', async () => {
  const { tag, settle, takeAway } = await putOnPage(() => ({ now: () => 0, close() {} }) as unknown as Client)
  vi.resetModules()
  const { configure } = await import('../../../src/client/element/settings.ts')
  const token = () => 'theirs'
  configure({ token })
  await settle()
  expect([tag.token, tag.followedBy.length]).toEqual([token, 2])
  await takeAway()
})

it('leaves no client, no timer and no listener behind when it is taken off the page', async () => {
  const close = vi.fn()
  const { tag, settle, takeAway, configure } = await putOnPage(() => ({ now: () => 0, close }) as unknown as Client)
  expect(tag.followedBy).toHaveLength(1)
  await takeAway()
  expect([close.mock.calls.length, vi.getTimerCount()]).toEqual([1, 0])
  const looksAt = vi.spyOn(tag, 'token', 'get')
  configure({ token: () => 'new' })
  await settle()
  expect([looksAt.mock.calls.length, tag.followedBy.length]).toEqual([0, 1])
})

it('asks again for a client that cannot be had, ever less often, and no more once it is off the page', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  let asked = 0
  const { takeAway } = await putOnPage(() => {
    asked += 1
    throw new Error('not there')
  })
  expect([asked, vi.getTimerCount()]).toEqual([1, 2])
  await vi.advanceTimersByTimeAsync(60_000)
  // After 1 s, 2 s, 4 s and 8 s, then each 15 s.
  expect(asked).toBe(8)
  await takeAway()
  expect(vi.getTimerCount()).toBe(0)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toBe(8)
})
