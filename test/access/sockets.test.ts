import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { ViewerTokens } from '../../src/access/viewer-tokens.ts'
import { startGateway } from '../gateway/start-gateway.ts'
import { connectClient, type SocketClientOptions } from '../support/socket-client.ts'
import { startIssuer } from './issuer.ts'
import { SECRET, signToken } from './sign-token.ts'

const AUTH_MS = 10_000

/** The server's clock, which a test may put on. */
let aheadMs = 0
const now = () => Date.now() + aheadMs

async function startWorld(settings: { key: { secret: string } | { jwksUrl: string } } = { key: { secret: SECRET } }) {
  aheadMs = 0
  const tokens = new ViewerTokens({ settings, now, onFailure() {}, cooldownMs: 0 })
  const world = await startGateway({ tokens, now })
  // Before the gateway closes, which takes some time.
  onTestFinished(() => {
    vi.useRealTimers()
  })
  const connect = async (token?: string, options: SocketClientOptions = {}) =>
    connectClient(world.liveUrl, {
      protocols: token === undefined ? ['touchline.v1'] : ['touchline.v1', `touchline.token.${token}`],
      ...options,
    })
  return { ...world, connect }
}

const ALL = { matches: ['*'] }

describe('[W21] who says who it is', () => {
  it('with the connection watches at once', async () => {
    const { connect, publish } = await startWorld()
    const viewer = await connect(await signToken(ALL))
    expect((await viewer.next()).op).toBe('hello')
    expect(await viewer.nextOf('authorised')).toMatchObject({ expiresInMs: expect.any(Number) })
    await viewer.subscribe('m1')
    await publish('m1')
    await viewer.reaches('m1', 1)
  })

  it('by a header watches, too', async () => {
    const { connect } = await startWorld()
    const viewer = await connect(undefined, { headers: { authorization: `Bearer ${await signToken(ALL)}` } })
    expect((await viewer.subscribe('m1')).matches).toHaveLength(1)
  })

  it('by its first message need not wait for the answer', async () => {
    const { connect } = await startWorld()
    const viewer = await connect()
    viewer.send({ op: 'auth', id: 1, token: await signToken(ALL) })
    expect((await viewer.subscribe('m1')).matches).toHaveLength(1)
    expect(viewer.history.map(({ op }) => op)).toEqual(['hello', 'authorised', 'subscribed'])
    expect(viewer.history[1]).toMatchObject({ id: 1 })
  })

  it('by nothing is let in, and closed with 4501 for its first other message', async () => {
    const { connect } = await startWorld()
    for (const message of [
      { op: 'subscribe', matches: ['m1'] },
      { op: 'ping' },
      { op: 'unsubscribe', matches: ['m1'] },
    ]) {
      const viewer = await connect()
      viewer.send(message)
      expect((await viewer.closed).code).toBe(4501)
      expect(viewer.history.filter(({ op }) => op !== 'hello')).toEqual([])
    }
  })

  it('by nothing for ten seconds is closed with 4501', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { connect, gateway } = await startWorld()
    const viewer = await connect()
    await expect.poll(() => gateway.viewers.size).toBe(1)
    vi.advanceTimersByTime(AUTH_MS - 1)
    expect(viewer.socket.readyState).toBe(viewer.socket.OPEN)
    vi.advanceTimersByTime(1)
    expect((await viewer.closed).code).toBe(4501)
  })

  it.each([
    ['an expired token', () => signToken(ALL, { expiresInS: -10 })],
    ['a token of the future', () => signToken({ ...ALL, nbf: Date.now() / 1_000 + 60 })],
    ['a forged token', async () => `${(await signToken(ALL)).slice(0, -4)}AAAA`],
    ['a token without a signature', async () => 'eyJhbGciOiJub25lIn0.eyJtYXRjaGVzIjpbIioiXX0.'],
    ['a token with claims that cannot be used', () => signToken({ boards: ['é'.repeat(200)] })],
    ['a huge token', () => signToken({ ...ALL, x: 'x'.repeat(9_000) })],
    ['no token at all', async () => 'nonsense'],
  ])('with %s is let in, closed with 4501, and shown nothing', async (_what, make) => {
    const { connect } = await startWorld()
    const token = await make()
    const viewer = await connect(token)
    viewer.send({ op: 'subscribe', matches: ['m1'] })
    const { code, reason } = await viewer.closed
    expect(code).toBe(4501)
    expect(reason).not.toContain(token)
    expect(viewer.history.filter(({ op }) => op !== 'hello')).toEqual([])
    expect(viewer.socket.protocol).toBe('touchline.v1')
  })
})

describe('[W21] a token that expires', () => {
  const soon = () => signToken(ALL, { expiresInS: 60 })

  it('closes its viewer with 4004', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { connect } = await startWorld()
    const viewer = await connect(await soon())
    const { expiresInMs = 0 } = await viewer.nextOf('authorised')
    await viewer.subscribe('m1')

    aheadMs = expiresInMs + 1_000
    vi.advanceTimersByTime(expiresInMs + 1_000)
    expect((await viewer.closed).code).toBe(4004)
  })

  it('renewed in band goes on, and loses nothing', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { connect, publish } = await startWorld()
    const viewer = await connect(await soon())
    const { expiresInMs = 0 } = await viewer.nextOf('authorised')
    await viewer.subscribe('m1')

    viewer.send({ op: 'auth', id: 5, token: await signToken(ALL) })
    await viewer.nextOf('authorised', ({ id }) => id === 5)
    aheadMs = expiresInMs + 1_000
    vi.advanceTimersByTime(expiresInMs + 1_000)
    await publish('m1')
    await viewer.reaches('m1', 1)
    expect(viewer.socket.readyState).toBe(viewer.socket.OPEN)
  })

  it('renewed with a bad one closes with 4501', async () => {
    const { connect } = await startWorld()
    const viewer = await connect(await soon())
    viewer.send({ op: 'auth', token: 'nonsense' })
    expect((await viewer.closed).code).toBe(4501)
  })

  it('renewed with one that allows something else closes with 4004, if something is watched', async () => {
    const { connect } = await startWorld()
    const viewer = await connect(await signToken({ matches: ['m1'] }))
    viewer.send({ op: 'auth', id: 1, token: await signToken(ALL) })
    await viewer.nextOf('authorised', ({ id }) => id === 1)
    expect((await viewer.subscribe('m2')).matches).toHaveLength(1)
    viewer.send({ op: 'auth', token: await signToken({ matches: ['m1'] }) })
    expect((await viewer.closed).code).toBe(4004)
  })

  it('lives for longer than a timer of Node can', async () => {
    const { connect } = await startWorld()
    const viewer = await connect(await signToken(ALL, { expiresInS: 90 * 86_400 }))
    await viewer.subscribe('m1')
    await viewer.allAnswered()
    expect(viewer.socket.readyState).toBe(viewer.socket.OPEN)
  })
})

describe('[W21] an issuer that cannot be reached', () => {
  it('does not end viewers who watch, nor keep out those whose key is known', async () => {
    const issuer = await startIssuer()
    const { connect, publish } = await startWorld({ key: { jwksUrl: issuer.jwksUrl } })
    const token = await issuer.sign(ALL)
    const viewer = await connect(token)
    await viewer.subscribe('m1')
    await issuer.stop()

    viewer.send({ op: 'auth', id: 9, token })
    await viewer.nextOf('authorised', ({ id }) => id === 9)
    await publish('m1')
    await viewer.reaches('m1', 1)
    expect((await (await connect(token)).subscribe('m1')).matches).toHaveLength(1)
  })

  it('whose keys were never read lets viewers come back, with 4005', async () => {
    const issuer = await startIssuer()
    const { connect } = await startWorld({ key: { jwksUrl: issuer.jwksUrl } })
    const token = await issuer.sign(ALL)
    await issuer.stop()
    expect((await (await connect(token)).closed).code).toBe(4005)
  })
})

it('[W21] a server without tokens takes any, so that one page may watch both kinds', async () => {
  const { liveUrl } = await startGateway()
  const viewer = await connectClient(liveUrl, { protocols: ['touchline.v1', 'touchline.token.a.b.c'] })
  viewer.send({ op: 'auth', id: 3, token: 'whatever' })
  expect(await viewer.nextOf('authorised', ({ id }) => id === 3)).toEqual({ op: 'authorised', id: 3 })
  expect((await viewer.subscribe('m1')).matches).toHaveLength(1)
})
