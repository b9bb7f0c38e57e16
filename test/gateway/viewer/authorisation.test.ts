import { expect, it, onTestFinished, vi } from 'vitest'
import { SEES_ALL } from '../../../src/access/access.ts'
import { BadToken, KeysUnavailable } from '../../../src/access/errors.ts'
import { Authorisation, type AuthorisationOptions } from '../../../src/gateway/viewer/authorisation.ts'

const DAY_MS = 86_400_000

function open(verify: AuthorisationOptions['tokens']['verify']) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const close = vi.fn()
  return { authorisation: new Authorisation({ tokens: { verify }, now: Date.now, close }), close }
}

it('[W21] a token is good to its end, though no timer runs for so long', async () => {
  const { authorisation, close } = open(async () => ({ access: SEES_ALL, expiresAt: Date.now() + 90 * DAY_MS }))
  const start = Date.now()
  await authorisation.take('token', () => false)
  // Node takes a longer time for none at all.
  vi.advanceTimersToNextTimer()
  expect(Date.now() - start).toBe(2 ** 31 - 1)
  vi.advanceTimersByTime(start + 90 * DAY_MS - Date.now() - 1)
  expect(close).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(close).toHaveBeenCalledWith(4004, 'the token has expired')
  expect(vi.getTimerCount()).toBe(0)
})

it('[W21] a viewer has ten seconds to send a token', () => {
  const { close } = open(() => Promise.reject(new BadToken('none is asked for')))
  vi.advanceTimersByTime(9_999)
  expect(close).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(close).toHaveBeenCalledWith(4501, 'no token came')
})

it('[W21] a token that came in time is not late because its keys are', async () => {
  let answer = (_viewer: { access: typeof SEES_ALL; expiresAt: undefined }) => {}
  const { authorisation, close } = open(() => new Promise((resolve) => (answer = resolve)))
  const taken = authorisation.take('token', () => false)
  vi.advanceTimersByTime(60_000)
  answer({ access: SEES_ALL, expiresAt: undefined })
  expect(await taken).toEqual({})
  expect(close).not.toHaveBeenCalled()
})

it('[W21] waits for nothing once the connection has ended, whatever it waited for', async () => {
  const early = open(async () => ({ access: SEES_ALL, expiresAt: undefined }))
  early.authorisation.end()
  expect(vi.getTimerCount()).toBe(0)
  const late = open(async () => ({ access: SEES_ALL, expiresAt: Date.now() + DAY_MS }))
  await late.authorisation.take('token', () => false)
  expect(vi.getTimerCount()).toBe(1)
  late.authorisation.end()
  expect(vi.getTimerCount()).toBe(0)
})

it('[W21] is closed once, by a renewal that is no good, and takes nothing after it', async () => {
  const tokens = ['good', 'bad', 'good']
  const { authorisation, close } = open(async () => {
    if (tokens.shift() === 'bad') throw new BadToken('it is forged')
    return { access: SEES_ALL, expiresAt: Date.now() + DAY_MS }
  })
  expect(await authorisation.take('good', () => true)).toEqual({ expiresInMs: DAY_MS })
  expect(await authorisation.take('bad', () => true)).toBeUndefined()
  expect(await authorisation.take('good', () => true)).toBeUndefined()
  vi.advanceTimersByTime(2 * DAY_MS)
  expect(close.mock.calls).toEqual([[4501, 'it is forged']])
})

it('[W21] a renewed token is good to its own end, not to that of the one before', async () => {
  const lives = [DAY_MS, 3 * DAY_MS]
  const { authorisation, close } = open(async () => ({
    access: SEES_ALL,
    expiresAt: Date.now() + (lives.shift() ?? 0),
  }))
  await authorisation.take('first', () => false)
  await authorisation.take('second', () => true)
  vi.advanceTimersByTime(3 * DAY_MS - 1)
  expect(close).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(close).toHaveBeenCalledWith(4004, 'the token has expired')
})

it('[W21] says in a close frame no more than fits', async () => {
  const { authorisation, close } = open(() => Promise.reject(new KeysUnavailable('é'.repeat(100))))
  await authorisation.take('token', () => false)
  expect(close).toHaveBeenCalledWith(4005, 'é'.repeat(59))
})
