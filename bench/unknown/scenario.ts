import type { Scenario } from '../common/scenario.ts'
import { median, percentile } from '../common/statistics.ts'
import { openSystem } from '../common/system-under-load.ts'
import { atLeast, atMost, info } from '../common/table.ts'
import { LOAD_CORE, startWorker } from '../common/worker.ts'
import type { Told } from './storm.ts'

const POSTS_PER_SECOND = 200
const STORM = { viewers: 400, ids: 1_000, askedPerSecond: 6_400 }
const ROUNDS = 7
const ROUND_S = 8
const WARM_UP_S = 4

export const unknown: Scenario = {
  name: 'unknown',
  title: 'a storm of viewers who ask for matches that do not exist',
  async run(onProgress) {
    const system = await openSystem('Postgres + Redis')
    const start = (file: string, own: object) =>
      startWorker(new URL(file, import.meta.url), { core: LOAD_CORE, settings: { port: system.port, ...own } })
    const posts = await start('./posts.ts', { perSecond: POSTS_PER_SECOND })
    const storm = await start('./storm.ts', STORM)
    try {
      const quiet: number[][] = []
      const stormy: number[][] = []
      let [notFound, unavailable] = [0, 0]
      const play = (seconds: number) => posts.ask<number[]>({ op: 'play', seconds })
      const playInStorm = async (seconds: number) => {
        await storm.ask({ op: 'begin' })
        const latencies = await play(seconds)
        const told = await storm.ask<Told>({ op: 'end' })
        notFound += told.notFound
        unavailable += told.unavailable
        return latencies
      }
      await play(WARM_UP_S)
      await playInStorm(WARM_UP_S)
      notFound = 0
      unavailable = 0
      // Rounds of both take turns, so that a machine that is busy for a while slows both.
      for (let round = 1; round <= ROUNDS; round += 1) {
        onProgress(`round ${round} of ${ROUNDS}`)
        quiet.push(await play(ROUND_S))
        stormy.push(await playInStorm(ROUND_S))
      }
      const p99 = (rounds: readonly number[][]) => median(rounds.map((round) => percentile(round, 99)))
      return [
        atLeast('unknown ids told to be unknown', notFound / (ROUNDS * ROUND_S), STORM.askedPerSecond / 4, 'a second'),
        info('… and not told in time', unavailable / (ROUNDS * ROUND_S), 'a second', 0),
        info(`POST on Postgres, ${POSTS_PER_SECOND}/s, nobody asks: p99`, p99(quiet), 'ms', 1),
        info('POST while they are asked for: p99', p99(stormy), 'ms', 1),
        atMost('… as a multiple', p99(stormy) / p99(quiet), 1.5, '×'),
      ]
    } finally {
      await storm.stop()
      await posts.stop()
      await system.close()
    }
  },
}
