import type { Scenario } from '../common/scenario.ts'
import { atMost, info } from '../common/table.ts'
import { measureLatency } from './latency.ts'

export const latency: Scenario = {
  name: 'latency',
  title: 'POST to viewer, embedded, 200 viewers, 20 events/s',
  async run(onProgress) {
    const { p50, p99, max } = await measureLatency(
      { kind: 'embedded', viewers: 200, matches: 1, perSecond: 20, seconds: 20 },
      onProgress,
    )
    return [
      atMost('POST → viewer, embedded, 200 viewers, 20/s: p50', p50, 5.5, 'ms', 1),
      atMost('POST → viewer, embedded, 200 viewers, 20/s: p99', p99, 12, 'ms', 1),
      info('POST → viewer, embedded, 200 viewers, 20/s: max', max, 'ms', 1),
    ]
  },
}

export const latency10: Scenario = {
  name: 'latency-10',
  title: 'POST to viewer, Postgres and Redis, 1,000 viewers, 50 updates/s over 10 matches',
  async run(onProgress) {
    const load = { kind: 'Postgres + Redis', viewers: 1_000, matches: 10, perSecond: 50, seconds: 20 } as const
    const { p50, p99, max } = await measureLatency(load, onProgress)
    return [
      atMost('POST → viewer, 1,000 viewers, 50/s over 10 matches: p50', p50, 5, 'ms', 1),
      atMost('POST → viewer, 1,000 viewers, 50/s over 10 matches: p99', p99, 30, 'ms', 1),
      info('POST → viewer, 1,000 viewers, 50/s over 10 matches: max', max, 'ms', 1),
    ]
  },
}
