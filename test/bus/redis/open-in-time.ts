import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import { fleetKey } from '../../../src/bus/redis/redis-scripts.ts'
import type { AudienceInTime } from '../../contracts/audience-contract.ts'
import { openRedisBus } from './open-redis-bus.ts'

/**
 * An audience that need not wait. Nobody sets the clock of a Redis, so what it keeps becomes older instead.
 *
 * @param nodes all masters
 */
export async function openInTime(url: string, nodes: readonly Redis[]): Promise<AudienceInTime> {
  const prefix = `${randomUUID()}:`
  const age = async (node: Redis, ms: number) => {
    for (const key of await node.keys(`${fleetKey(prefix, 'viewers:')}*`)) {
      await node.pexpire(key, (await node.pttl(key)) - ms)
    }
    for (const reporters of await node.keys(fleetKey(prefix, 'reporters'))) {
      for (const gateway of await node.zrange(reporters, '0', '-1')) await node.zincrby(reporters, String(-ms), gateway)
    }
  }
  const pass = async (ms: number) => void (await Promise.all(nodes.map((node) => age(node, ms))))
  return { audience: await openRedisBus(url, prefix), pass, leewayMs: 5_000 }
}
