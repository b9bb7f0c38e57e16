import type { Scenario } from '../common/scenario.ts'
import { median } from '../common/statistics.ts'
import { info } from '../common/table.ts'
import { LATE_MS, type Ladder, mostInTime } from './workers.ts'

const LADDER: Ladder = { viewers: 1_000, first: 40, factor: 1.4, secondsOfStep: 5 }
const ROUNDS = 3

export const workers: Scenario = {
  name: 'workers',
  title: 'one match, 1,000 viewers, ever more updates: two of WORKERS against one, the load on the same cores',
  async run(onProgress) {
    const one: number[] = []
    const two: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      one.push(await mostInTime(1, LADDER, onProgress))
      two.push(await mostInTime(2, LADDER, onProgress))
    }
    const what = `deliveries a second with p99 within ${LATE_MS} ms`
    return [
      info(`workers: one, ${what}`, median(one), 'a second', 0),
      info(`workers: two, ${what}`, median(two), 'a second', 0),
      info('workers: two against one', median(two) / median(one), '×'),
    ]
  },
}
