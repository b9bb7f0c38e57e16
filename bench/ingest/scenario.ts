import type { Scenario } from '../common/scenario.ts'
import { atLeast, info } from '../common/table.ts'
import { measureIngest } from './ingest.ts'

export const ingest: Scenario = {
  name: 'ingest',
  title: 'durable single-event POSTs, Postgres with fsync and Redis, 32 connections to 32 matches',
  async run(onProgress) {
    const { perSecond, p50, p99 } = await measureIngest({ connections: 32, seconds: 15 }, onProgress)
    return [
      atLeast('durable ingest, 32 connections, 32 matches', perSecond, 500, 'POSTs/s'),
      info('durable ingest: p50', p50, 'ms', 1),
      info('durable ingest: p99', p99, 'ms', 1),
    ]
  },
}
