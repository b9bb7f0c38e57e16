import { randomUUID } from 'node:crypto'
import type { Audience } from '../../../src/bus/audience.ts'
import type { Bus } from '../../../src/bus/bus.ts'
import type { FleetChannel } from '../../../src/bus/fleet-channel.ts'
import { createRedisBus } from '../../../src/bus/redis/redis-bus.ts'
import type { Suspects } from '../../../src/bus/suspects.ts'
import { expect, onTestFinished } from '../../support/concurrent.ts'

/**
 * A connected bus, closed when the test finishes.
 *
 * @param prefix the same for buses that are to hear each other; by default this one is alone
 */
export async function openRedisBus(
  url: string,
  prefix = `${randomUUID()}:`,
): Promise<Bus & FleetChannel & Audience & Suspects> {
  const bus = createRedisBus({ url, prefix, onError() {} })
  onTestFinished(() => bus.close())
  await expect.poll(() => bus.health, { interval: 5, timeout: 5_000 }).toBe('up')
  return bus
}
