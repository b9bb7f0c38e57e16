import { capacity } from './capacity/scenario.ts'
import type { Scenario } from './common/scenario.ts'
import { edits, timeline } from './corrections/scenarios.ts'
import { bursts, crowd, delays, fanOut, kinds, sse, stall } from './fan-out/scenarios.ts'
import { feedSocket } from './feed-socket/scenario.ts'
import { fleet } from './fleet/scenario.ts'
import { append, refold } from './folding/scenarios.ts'
import { ingest } from './ingest/scenario.ts'
import { coldJoin, join } from './join/scenario.ts'
import { latency, latency10 } from './latency/scenarios.ts'
import { ndjsonBursts } from './ndjson-bursts/scenario.ts'
import { pages } from './pages/scenario.ts'
import { rolling } from './rolling/scenario.ts'
import { rooms } from './rooms/scenario.ts'
import { scaling } from './scaling/scenario.ts'
import { slow } from './slow/scenario.ts'
import { soak } from './soak/scenario.ts'
import { start } from './start/scenario.ts'
import { unknown } from './unknown/scenario.ts'
import { versus } from './versus/scenario.ts'
import { views } from './views/scenario.ts'
import { workers } from './workers/scenario.ts'

/** All scenarios, in the order of the table. */
export const scenarios: readonly Scenario[] = [
  start,
  refold,
  append,
  fanOut,
  crowd,
  bursts,
  delays,
  kinds,
  sse,
  stall,
  join,
  coldJoin,
  unknown,
  views,
  pages,
  latency,
  latency10,
  ingest,
  feedSocket,
  ndjsonBursts,
  edits,
  timeline,
  slow,
  rooms,
  fleet,
  scaling,
  workers,
  capacity,
  versus,
  soak,
  rolling,
]
