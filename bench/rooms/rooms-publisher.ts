import { setTimeout as pause } from 'node:timers/promises'
import { createRedisBus } from '../../src/bus/redis/redis-bus.ts'
import { exampleState, exampleWire } from '../common/example-update.ts'
import { answer, settings } from '../common/worker.ts'
import type { RotateQuestion } from '../gateway/fan-out-server.ts'
import { EPOCH, type UpdateSource } from '../gateway/gateway-under-load.ts'

/** Publishes as ingest does. */
const { redisUrl, prefix } = settings<Required<UpdateSource>>()
const bus = createRedisBus({ url: redisUrl, prefix, onError() {} })
await new Promise<void>((resolve) => bus.watchHealth((health) => health === 'up' && resolve()))
const seqs = new Map<string, number>()

function publishNext(match: string): Promise<unknown> {
  const seq = (seqs.get(match) ?? 0) + 1
  seqs.set(match, seq)
  return bus.publish({
    match,
    epoch: EPOCH,
    updates: [{ seq, wire: exampleWire(match, seq) }],
    state: exampleState(match),
  })
}

answer({
  /** Publishes at the pace of the server's own `rotate`. @returns how long it took to publish all, in ms */
  rotate: async ({ rooms, matchesPerBurst, bursts, pauseMs }: RotateQuestion) => {
    const startedAt = performance.now()
    const published: Promise<unknown>[] = []
    while (published.length < bursts * matchesPerBurst) {
      for (let update = 0; update < matchesPerBurst; update += 1) {
        published.push(publishNext(`bench-${(published.length % rooms) + 1}`))
      }
      await pause(pauseMs)
    }
    await Promise.all(published)
    return performance.now() - startedAt
  },
})
