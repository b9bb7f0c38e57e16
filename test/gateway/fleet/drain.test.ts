import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { spreadMs } from '../../../src/gateway/fleet/drain.ts'
import { CLOSE } from '../../../src/protocol/close-codes.ts'
import { connectClient, type SocketClient } from '../../support/socket-client.ts'
import { type GatewayWorld, startGateway } from '../start-gateway.ts'
import { storeOf } from '../truth.ts'

const DRAIN_MS = 1_000
/** The first fifth is for load balancers to notice. */
const NOTICE_MS = 200

async function connectMany({ liveUrl }: GatewayWorld, count: number): Promise<SocketClient[]> {
  const viewers: SocketClient[] = []
  for (let n = 0; n < count; n += 1) viewers.push(await connectClient(liveUrl))
  return viewers
}

describe('draining', () => {
  it('[W7] gives every viewer a time of its own, evenly over the window', async () => {
    const world = await startGateway({ drainMs: DRAIN_MS })
    const viewers = await connectMany(world, 40)

    const drained = world.gateway.drain()

    const advice = await Promise.all(viewers.map((viewer) => viewer.nextOf('reconnect')))
    expect(new Set(advice.map(({ reason }) => reason))).toEqual(new Set(['draining']))
    const times = advice.map(({ afterMs }) => afterMs).sort((a, b) => a - b)
    const stepMs = (DRAIN_MS - NOTICE_MS) / viewers.length
    for (const [index, afterMs] of times.entries()) {
      expect(Math.abs(afterMs - (index + 0.5) * stepMs)).toBeLessThan(2 * stepMs)
    }
    await drained
  })

  it('[W7] closes each viewer with 4001 once its time has come, not before, and not all at once', async () => {
    const world = await startGateway({ drainMs: DRAIN_MS })
    const viewers = await connectMany(world, 8)

    const drained = world.gateway.drain()
    const stays = viewers.map(async (viewer) => {
      const { afterMs } = await viewer.nextOf('reconnect')
      const dueAt = performance.now() + afterMs
      const { code } = await viewer.closed
      return { code, lateMs: performance.now() - dueAt, closedAt: performance.now() }
    })
    const ends = await Promise.all(stays)

    expect(ends.map(({ code }) => code)).toEqual(viewers.map(() => CLOSE.reconnect))
    expect(Math.min(...ends.map(({ lateMs }) => lateMs))).toBeGreaterThan(0)
    const closedAt = ends.map((end) => end.closedAt).sort((a, b) => a - b)
    expect((closedAt.at(-1) ?? 0) - (closedAt[0] ?? 0)).toBeGreaterThan(DRAIN_MS / 2)
    await drained
    await expect.poll(() => world.gateway.viewers.size).toBe(0)
  })

  it('[W7] sends updates until the close', async () => {
    const world = await startGateway({ drainMs: DRAIN_MS })
    const [viewer] = (await connectMany(world, 1)) as [SocketClient]
    await viewer.subscribe('m1')

    const drained = world.gateway.drain()
    await viewer.nextOf('reconnect')
    await world.publish('m1')

    expect((await viewer.nextOf('update')).seq).toBe(1)
    expect((await viewer.closed).code).toBe(CLOSE.reconnect)
    await drained
  })

  it('[W7] loses no update for viewers who go to another gateway as they are told', async () => {
    const first = await startGateway({ drainMs: DRAIN_MS })
    const second = await startGateway({ bus: first.bus, store: storeOf(first.truths) })
    const viewers = await connectMany(first, 20)
    await Promise.all(viewers.map((viewer) => viewer.subscribe('m1')))
    // Five at a time: a busy machine has few turns.
    const feed = setInterval(() => {
      for (let update = 0; update < 5; update += 1) void first.publish('m1')
    }, 5)
    onTestFinished(() => clearInterval(feed))

    const drained = first.gateway.drain()
    const moved = viewers.map(async (viewer) => {
      await viewer.nextOf('reconnect')
      await viewer.closed
      const next = await connectClient(second.liveUrl, { before: viewer.scoreboard })
      const { matches } = await next.subscribe(viewer.scoreboard.positionOf('m1'))
      expect(matches[0]).toHaveProperty('updates')
      return next
    })
    const arrived = await Promise.all(moved)
    await drained
    clearInterval(feed)

    const { seq } = first.truth('m1').position
    expect(seq).toBeGreaterThan(50)
    for (const viewer of arrived) await viewer.reaches('m1', seq)
  })

  it('is over as soon as everybody has gone', async () => {
    const world = await startGateway({ drainMs: 60_000 })
    const [viewer] = (await connectMany(world, 1)) as [SocketClient]

    const drained = world.gateway.drain()
    await viewer.nextOf('reconnect')
    viewer.socket.close()

    await drained
    expect(world.gateway.viewers.size).toBe(0)
  })

  it('waits for nobody when there is nobody', async () => {
    const { gateway } = await startGateway({ drainMs: 600_000 })
    await gateway.drain()
  })

  it('sends everybody away at once when there is no time', async () => {
    const world = await startGateway({ drainMs: 0 })
    const viewers = await connectMany(world, 3)

    await world.gateway.drain()

    for (const viewer of viewers) {
      expect((await viewer.nextOf('reconnect')).afterMs).toBe(0)
      expect((await viewer.closed).code).toBe(CLOSE.reconnect)
    }
  })

  it('ends with viewers that answer nothing', async () => {
    const world = await startGateway()
    const { port } = new URL(world.url)
    const socket = connect(Number(port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    const handshake = ['Host: x', 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13']
    socket.write(
      `GET /v1/live HTTP/1.1\r\n${handshake.join('\r\n')}\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
    )
    const gone = new Promise((resolve) => socket.once('close', resolve))
    socket.resume()
    await expect.poll(() => world.gateway.viewers.size).toBe(1)

    await world.close()

    await gone
  })
})

describe('how long a drain takes', () => {
  it('is the window while the others can take everybody', () => {
    expect(spreadMs({ viewers: 1_000, windowMs: 8_000, takers: 1, connectionRate: 1_000 })).toBe(8_000)
  })

  it('is what the others need, with a part of their rate left for those who come anyway', () => {
    expect(spreadMs({ viewers: 16_000, windowMs: 8_000, takers: 2, connectionRate: 1_000 })).toBe(10_000)
  })

  it('is the window where there is no limit', () => {
    expect(spreadMs({ viewers: 1_000_000, windowMs: 8_000, takers: 1, connectionRate: 0 })).toBe(8_000)
  })
})
