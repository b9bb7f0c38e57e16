import type { Scenario } from '../common/scenario.ts'
import { atMost } from '../common/table.ts'
import { measureColdJoin } from './cold-join.ts'
import { measureJoin } from './join.ts'

export const join: Scenario = {
  name: 'join',
  title: '8,000 viewers join one match: CPU and memory of each',
  async run(onProgress) {
    const { microsPerJoin, bytesPerViewer, busReads, busSubscribes } = await measureJoin(8_000, 3, onProgress)
    return [
      atMost('join (upgrade, subscribe, snapshot): CPU per viewer', microsPerJoin / 1_000, 0.4, 'ms'),
      atMost('RSS per idle subscribed viewer', bytesPerViewer / 1_024, 14, 'KB', 1),
      atMost('8,000 viewers join a cold match: reads of the bus', busReads, 1, 'reads', 0),
      atMost('8,000 viewers join a cold match: subscriptions of the bus', busSubscribes, 1, 'subscriptions', 0),
    ]
  },
}

export const coldJoin: Scenario = {
  name: 'cold-join',
  title: '4,000 viewers join a server that just started: CPU of each',
  async run(onProgress) {
    const { microsPerJoin, stateBytes } = await measureColdJoin(4_000, 5, onProgress)
    return [
      atMost(`cold join of 4,000 viewers, ${stateBytes} bytes of state: CPU per viewer`, microsPerJoin, 200, 'µs', 0),
    ]
  },
}
