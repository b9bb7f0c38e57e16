import type { Progress, Scenario } from '../common/scenario.ts'
import { median } from '../common/statistics.ts'
import { info, type Row } from '../common/table.ts'
import { LATE_MS, type Ladder, mostInTime } from './workers.ts'

/** How a match draws a crowd. */
const VIEWERS: Ladder = { first: { viewers: 3_000, perSecond: 5 }, grows: 'viewers', factor: 1.15, secondsOfStep: 6 }
const UPDATES: Ladder = { first: { viewers: 1_000, perSecond: 40 }, grows: 'perSecond', factor: 1.4, secondsOfStep: 5 }
const ROUNDS = 3

export const workers: Scenario = {
  name: 'workers',
  title: 'one match, ever more viewers, or updates: two of WORKERS against one, the load on the same cores',
  async run(onProgress) {
    return [
      ...(await compare('ever more viewers, 5 updates/s', VIEWERS, onProgress)),
      ...(await compare('1,000 viewers, ever more updates', UPDATES, onProgress)),
    ]
  },
}

async function compare(title: string, ladder: Ladder, onProgress: Progress): Promise<Row[]> {
  const one: number[] = []
  const two: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    one.push(await mostInTime(1, ladder, onProgress))
    two.push(await mostInTime(2, ladder, onProgress))
  }
  const what = `deliveries a second with p99 within ${LATE_MS} ms`
  const all = (counts: readonly number[]) => counts.map((count) => count.toLocaleString('en')).join(', ')
  return [
    info(`${title}: one process, ${what} (${all(one)})`, median(one), 'a second', 0),
    info(`${title}: two of WORKERS, ${what} (${all(two)})`, median(two), 'a second', 0),
    info(`${title}: two against one`, median(two) / median(one), '×'),
  ]
}
