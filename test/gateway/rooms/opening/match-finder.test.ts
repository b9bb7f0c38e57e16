import { describe, expect, it } from 'vitest'
import type { BusHealth } from '../../../../src/bus/bus.ts'
import { createMemoryBus } from '../../../../src/bus/memory/memory-bus.ts'
import { MatchFinder } from '../../../../src/gateway/rooms/opening/match-finder.ts'
import type { Position } from '../../../../src/protocol/messages.ts'
import { Truth } from '../../truth.ts'

const HEAD: Position = { epoch: 'e1', seq: 3 }

describe('[W12] a match is found', () => {
  it('on the bus, while a database that does not answer is asked about others', async () => {
    const { finder, bus } = setUp({ stored: () => new Promise(() => {}) })
    await bus.publish(new Truth('m1').change())
    void finder.exists('nowhere')
    void finder.exists('nowhere-else')
    expect(await finder.exists('m1')).toBe(true)
  })

  it('on the bus after it was removed: its room tells where it is gone', async () => {
    const { finder, bus } = setUp()
    await bus.publish(new Truth('m1').change())
    await bus.remove('m1', 'e9')
    expect(await finder.exists('m1')).toBe(true)
  })

  it('in the database, when the bus does not know it, is down, or fails', async () => {
    const stored = async (matches: readonly string[]) => matches.map((match) => (match === 'm1' ? HEAD : undefined))
    const down = { health: 'down', countKept: () => expect.unreachable('it is down') } as const
    const failing = { health: 'up', countKept: () => Promise.reject(new Error('cut')) } as const
    for (const bus of [{}, down, failing]) {
      const { finder } = setUp({ stored, bus })
      expect(await Promise.all([finder.exists('m1'), finder.exists('nowhere')])).toEqual([true, false])
    }
  })

  it('on the bus among others that nobody has', async () => {
    const { finder, bus } = setUp()
    await bus.publish(new Truth('m1').change())
    const found = await Promise.all(['nowhere', 'm1', 'nowhere-else'].map((match) => finder.exists(match)))
    expect(found).toEqual([false, true, false])
  })
})

it('[W12] matches that nobody has, or that all are there, are asked about by one count', async () => {
  const readHeads = () => expect.unreachable('one by one')
  const { finder, bus } = setUp({ bus: { readHeads } })
  expect(await Promise.all([finder.exists('nowhere'), finder.exists('nowhere-else')])).toEqual([false, false])
  await bus.publish(new Truth('m1').change())
  await bus.publish(new Truth('m2').change())
  expect(await Promise.all([finder.exists('m1'), finder.exists('m2')])).toEqual([true, true])
})

it('[W12] a match that the bus does not know is in doubt while the database is away', async () => {
  const { finder } = setUp({ stored: () => Promise.reject(new Error('away')) })
  await expect(finder.exists('m1')).rejects.toThrow('away')
})

interface World {
  readonly stored?: (matches: readonly string[]) => Promise<(Position | undefined)[]>
  readonly bus?: {
    readonly health?: BusHealth
    readonly countKept?: () => Promise<never>
    readonly readHeads?: () => Promise<never>
  }
}

/** By default both are there and know nothing. */
function setUp({ stored = async (matches) => matches.map(() => undefined), bus = {} }: World = {}) {
  const memory = createMemoryBus()
  return { bus: memory, finder: new MatchFinder({ ...memory, ...bus }, { readHeads: stored }) }
}
