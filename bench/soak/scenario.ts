import type { Scenario } from '../common/scenario.ts'
import { atMost, info } from '../common/table.ts'
import { type Held, measureSoak } from './soak.ts'

export const soak: Scenario = {
  name: 'soak',
  title:
    '200,000 viewers come and go, live, delayed and on boards, 1,000 matches open and close: what the server still holds',
  async run(onProgress) {
    const load = { connects: 200_000, matches: 1_000, waves: 20 }
    const { before, after, connectsPerSecond } = await measureSoak(load, onProgress)
    const more = (name: keyof Held) => after[name] - before[name]
    return [
      info('soak: viewers that came and went', connectsPerSecond, 'a second', 0),
      atMost('soak: heap after it, beyond before', more('heapBytes') / 2 ** 20, 3, 'MB'),
      atMost('soak: handles beyond before', more('handles'), 5, 'handles', 0),
      atMost('soak: event emitters beyond before', more('emitters'), 20, 'objects', 0),
      atMost('soak: listeners of the process beyond before', more('processListeners'), 0, 'listeners', 0),
      atMost('soak: listeners of long-lived emitters beyond before', more('listeners'), 0, 'listeners', 0),
      atMost('soak: viewers still held', after.viewerSockets + after.connections, 0, 'objects', 0),
      atMost('soak: rooms still held', after.rooms, 0, 'objects', 0),
      atMost('soak: delayed rooms and boards still held', after.delayedRooms + after.boards, 0, 'objects', 0),
      atMost('soak: Redis channels beyond before', more('channels'), 0, 'channels', 0),
      atMost('soak: Redis connections beyond before', more('redisClients'), 0, 'connections', 0),
    ]
  },
}
