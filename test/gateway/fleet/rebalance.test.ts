import { describe, expect, it, vi } from 'vitest'
import { createMemoryBus } from '../../../src/bus/memory/memory-bus.ts'
import type { DepartingViewer } from '../../../src/gateway/fleet/drain.ts'
import { Fleet } from '../../../src/gateway/fleet/fleet.ts'
import { Rebalance } from '../../../src/gateway/fleet/rebalance.ts'
import { CLOSE } from '../../../src/protocol/close-codes.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { connectClient, type SocketClient } from '../../support/socket-client.ts'
import { startGateway } from '../start-gateway.ts'

describe('rebalancing on command', () => {
  it('sends away whom the gateway has beyond its fair share, and the others notice nothing', async () => {
    const full = await startGateway({ drainMs: 300 })
    const viewers: SocketClient[] = []
    for (let n = 0; n < 9; n += 1) viewers.push(await connectClient(full.liveUrl))
    await startGateway({ bus: full.bus })
    await startGateway({ bus: full.bus })

    expect(await full.gateway.rebalance()).toBe(6)
    expect(await full.gateway.rebalance()).toBe(0)

    for (const viewer of viewers.slice(0, 6)) {
      expect((await viewer.nextOf('reconnect')).reason).toBe('rebalancing')
      expect((await viewer.closed).code).toBe(CLOSE.reconnect)
    }
    for (const viewer of viewers.slice(6)) {
      await viewer.allAnswered()
      expect(viewer.queue.filter(({ op }) => op === 'reconnect')).toEqual([])
    }
    expect(full.gateway.viewers.size).toBe(3)
  })

  it('sends nobody away from a gateway that has less than its share, nor to where nobody is', async () => {
    const alone = await startGateway()
    await connectClient(alone.liveUrl)
    expect(await alone.gateway.rebalance()).toBe(0)

    const empty = await startGateway({ bus: alone.bus })
    expect(await empty.gateway.rebalance()).toBe(0)
  })

  it('gives no viewers to a gateway that is draining', async () => {
    const full = await startGateway()
    for (let n = 0; n < 4; n += 1) await connectClient(full.liveUrl)
    const other = await startGateway({ bus: full.bus })
    await other.gateway.drain()

    expect(await full.gateway.rebalance()).toBe(0)
  })
})

describe('the greatest age of a connection', () => {
  fakeTimePerTest({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'] })

  const AGE_MS = 10_000

  function openRebalance(bus = createMemoryBus(), viewers = 100) {
    const fleet = new Fleet({ bus, viewers: () => viewers })
    const rebalance = new Rebalance({ fleet, maxAgeMs: AGE_MS, windowMs: 0, connectionRate: 0, onSendingAway() {} })
    const sentAt: number[] = []
    const viewer = (): DepartingViewer => ({ send: () => sentAt.push(performance.now()), close() {} })
    for (let n = 0; n < viewers; n += 1) rebalance.add(viewer())
    return { rebalance, sentAt }
  }

  it('is not the same for those who came together', async () => {
    const startedAt = performance.now()
    const { rebalance, sentAt } = openRebalance()

    await vi.advanceTimersByTimeAsync(1.2 * AGE_MS + 1_000)

    const ages = sentAt.map((at) => at - startedAt)
    expect(ages).toHaveLength(100)
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(0.8 * AGE_MS)
    expect(new Set(ages).size).toBeGreaterThan(2)
    rebalance.close()
  })

  it('moves nobody while the others have as many, and as many as they lack when a new one comes', async () => {
    const bus = createMemoryBus()
    const { rebalance, sentAt } = openRebalance(bus)
    const other = (id: string, viewers: number) =>
      setInterval(() => void bus.tellFleet('members', JSON.stringify({ id, viewers, isDraining: false })), 1_000)

    const equal = other('equal', 100)
    await vi.advanceTimersByTimeAsync(2 * AGE_MS)
    expect(sentAt).toEqual([])

    const fresh = other('fresh', 20)
    await vi.advanceTimersByTimeAsync(4_000)
    // A third of 220 is 74. More would go only if, once all have counted again, it still had too many.
    expect(sentAt).toHaveLength(26)
    await vi.advanceTimersByTimeAsync(3_000)
    expect(sentAt, 'all have counted again').toHaveLength(52)
    clearInterval(equal)
    clearInterval(fresh)
    rebalance.close()
  })

  it('closes nobody any more once it is closed, though some were told to go', async () => {
    const bus = createMemoryBus()
    const fleet = new Fleet({ bus, viewers: () => 2 })
    const rebalance = new Rebalance({ fleet, maxAgeMs: 0, windowMs: 5_000, connectionRate: 0, onSendingAway() {} })
    const viewer = { send: vi.fn(), close: vi.fn() }
    rebalance.add(viewer)
    await bus.tellFleet('members', JSON.stringify({ id: 'other', viewers: 0, isDraining: false }))
    expect(await rebalance.sendSurplus()).toBe(1)
    expect(viewer.send).toHaveBeenCalledTimes(1)
    rebalance.close()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(viewer.close).not.toHaveBeenCalled()
  })

  it('moves nobody twice, nor one that has gone', async () => {
    const fleet = new Fleet({ bus: createMemoryBus(), viewers: () => 2 })
    const rebalance = new Rebalance({ fleet, maxAgeMs: AGE_MS, windowMs: 0, connectionRate: 0, onSendingAway() {} })
    const stays = { send: vi.fn(), close: vi.fn() }
    const leaves = { send: vi.fn(), close: vi.fn() }
    rebalance.add(stays)
    rebalance.add(leaves)()

    await vi.advanceTimersByTimeAsync(3 * AGE_MS)

    expect(stays.send).toHaveBeenCalledTimes(1)
    expect(leaves.send).not.toHaveBeenCalled()
    rebalance.close()
  })
})
