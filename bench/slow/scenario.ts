import type { Scenario } from '../common/scenario.ts'
import { atLeast, atMost, info } from '../common/table.ts'
import { measureSlow, SLOW_LOAD } from './slow.ts'

export const slow: Scenario = {
  name: 'slow',
  title: '50 viewers that read 1 KB/s beside 500 fast ones, 200 updates/s',
  async run(onProgress) {
    const result = await measureSlow(onProgress)
    return [
      info('fast viewers alone: p99', result.p99Alone, 'ms', 1),
      atMost(
        'fast viewers beside slow ones: p99',
        result.p99Beside,
        Math.ceil(Math.max(20, 2 * result.p99Alone)),
        'ms',
        1,
      ),
      atMost('updates that fast viewers missed', result.missedByFast, 0, '', 0),
      atMost('slow viewers converge after the last update', result.convergedMs / 1_000, 2, 's'),
      atLeast('slow viewers still connected', result.slowConnected, SLOW_LOAD.slow, ''),
      atMost('held for one viewer at most', result.maxUnsentBytes / 1_024, 128, 'KB', 1),
      atMost('RSS per slow viewer that is behind', result.rssBytesPerSlow / 1_024, 128, 'KB', 1),
      atMost('heap and buffers per slow viewer that is behind', result.heapBytesPerSlow / 1_024, 128, 'KB', 1),
    ]
  },
}
