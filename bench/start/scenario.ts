import type { Scenario } from '../common/scenario.ts'
import { atMost, info } from '../common/table.ts'
import { measureStart } from './start.ts'

const ROUNDS = 7

export const start: Scenario = {
  name: 'start',
  title: 'npm start, embedded, caches warm: until /readyz answers, and the memory it takes',
  async run(onProgress) {
    const { readyMs, readyRssBytes, peakRssBytes, emptyFolderReadyMs } = await measureStart(ROUNDS, onProgress)
    return [
      atMost(`npm start to ready, embedded, median of ${ROUNDS}`, readyMs / 1_000, 0.9, 's'),
      info(`npm start to ready, embedded, in an empty folder, median of ${ROUNDS}`, emptyFolderReadyMs / 1_000, 's'),
      atMost('RSS when ready', readyRssBytes / 2 ** 20, 120, 'MB', 0),
      atMost('RSS at its peak, until the first page is loaded', peakRssBytes / 2 ** 20, 200, 'MB', 0),
    ]
  },
}
