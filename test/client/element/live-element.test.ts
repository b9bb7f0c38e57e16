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
    watched = 'm1'
    draws = 0
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
    protected draw(): void {
      this.draws += 1
    }
    readonly state = () => [this.loading.kind, this.trouble]
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

it('gives its client back once, and heeds settings again, when it is put back on a page and follows nothing there', async () => {
  const close = vi.fn()
  const { tag, settle, takeAway, configure } = await putOnPage(() => ({ now: () => 0, close }) as unknown as Client)
  await takeAway()
  Object.assign(tag, { isConnected: true, watched: '' })
  tag.connectedCallback()
  await settle()
  expect(close).toHaveBeenCalledTimes(1)
  const looksAt = vi.spyOn(tag, 'token', 'get')
  configure({ token: () => 'new' })
  await settle()
  expect(looksAt).toHaveBeenCalled()
  await takeAway()
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

it('begins anew once for all that a page changes in one turn, and draws where nothing has changed', async () => {
  const { tag, settle, takeAway } = await putOnPage(() => ({ now: () => 0, close() {} }) as unknown as Client)
  const changes = async (change: () => void) => {
    const [follows, draws] = [tag.followedBy.length, tag.draws]
    change()
    tag.attributeChangedCallback()
    tag.attributeChangedCallback()
    await settle()
    return [tag.followedBy.length - follows, tag.draws - draws]
  }
  expect(await changes(() => {})).toEqual([0, 1])
  const token = () => 'mine'
  const all = () => Object.assign(tag, { server: 'https://other.example', delay: 5, token })
  expect((await changes(all))[0]).toBe(1)
  expect([tag.followedAs, tag.token]).toMatchObject([{ delayMs: 5_000, hasToken: true }, token])
  tag.token = null
  await settle()
  expect([tag.followedBy.length, tag.followedAs]).toMatchObject([3, { hasToken: false }])
  await takeAway()
})

it.each([
  ['server', null, null],
  ['server', '', null],
  ['delay', undefined, null],
  ['delay', 0, '0'],
  ['delay', '30', '30'],
])('has its property %s, set to %o, as its attribute %o', async (name, value, attribute) => {
  const { tag, takeAway } = await putOnPage(() => ({ now: () => 0, close() {} }) as unknown as Client)
  tag.setAttribute(name, 'before')
  Object.assign(tag, { [name]: value })
  expect(tag.getAttribute(name)).toBe(attribute)
  await takeAway()
})

it.each([
  ['soon', 0],
  ['-1', 0],
  ['12.5', 12.5],
  ['500', 120],
])('takes a delay of %o for one of %i seconds', async (written, seconds) => {
  const { tag, takeAway } = await putOnPage(() => ({ now: () => 0, close() {} }) as unknown as Client)
  tag.setAttribute('delay', written)
  expect(tag.delay).toBe(seconds)
  await takeAway()
})

it('says while it has no client that it reaches nobody, and what is wrong with its address until that is put right', async () => {
  let isThere = false
  const { tag, settle, takeAway } = await putOnPage(() => {
    if (!isThere) throw new Error('not there')
    return { now: () => 0, close() {} } as unknown as Client
  })
  expect(tag.state()).toEqual(['unreachable', undefined])
  isThere = true
  await vi.advanceTimersByTimeAsync(2_000)
  expect([tag.state(), tag.followedBy.length]).toEqual([['loading', undefined], 1])
  const says = async (server: string) => {
    tag.server = server
    tag.attributeChangedCallback()
    await settle()
    return tag.state()[1]
  }
  expect(await says('ftp://scores.example')).toContain('(server="ftp://scores.example")')
  expect(await says('https://scores.example')).toBeUndefined()
  tag.say('Arsenal 1, Chelsea 0')
  await takeAway()
  expect(tag.said()).toBe('')
})
