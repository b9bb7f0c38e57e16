import { openFeed } from '../common/clients/raw-feed.ts'
import { median } from '../common/statistics.ts'
import { openSystem } from '../common/system-under-load.ts'
import { LOAD_CORE, startWorker } from '../common/worker.ts'

export interface ColdJoin {
  readonly microsPerJoin: number
  /** Of the state that each viewer gets, in bytes. */
  readonly stateBytes: number
}

const MATCH = 'cold-1'
const GOALS = 14
const NAMES = ['Ødegaard', 'Saka', 'Havertz', 'Rice', 'Trossard', 'Martinelli', 'Palmer']

/** Restarts the whole server on real Postgres and Redis before each round, and connects a crowd at once to a match that it has never seen. */
export async function measureColdJoin(
  viewers: number,
  rounds: number,
  onProgress: (text: string) => void,
): Promise<ColdJoin> {
  const system = await openSystem('Postgres + Redis')
  try {
    const feed = await openFeed(system.port)
    const born = { sport: 'football', home: { name: 'Arsenal' }, away: { name: 'Chelsea' } }
    await feed.send('PUT', `/v1/matches/${MATCH}`, JSON.stringify(born))
    for (let n = 0; n < GOALS; n += 1) {
      const goal = {
        id: `g${n}`,
        type: 'goal',
        team: n % 2 ? 'home' : 'away',
        player: NAMES[n % NAMES.length],
        minute: n + 1,
      }
      await feed.send('POST', `/v1/matches/${MATCH}/events`, JSON.stringify(goal))
    }
    const answer = await fetch(`http://127.0.0.1:${system.port}/v1/matches/${MATCH}`)
    const stateBytes = (await answer.text()).length
    feed.close()
    const micros: number[] = []
    for (let round = 1; round <= rounds; round += 1) {
      onProgress(`cold, round ${round} of ${rounds}`)
      await system.restart()
      const crowd = await startWorker(new URL('../gateway/crowd.ts', import.meta.url), {
        core: LOAD_CORE,
        settings: {
          port: system.port,
          path: '/v1/live',
          greeting: JSON.stringify({ op: 'subscribe', id: 1, matches: [MATCH] }),
          welcome: '"op":"subscribed"',
        },
      })
      const before = system.readCpu()
      await crowd.ask({ op: 'join', viewers })
      micros.push((system.readCpu(before)['server'] as number) / viewers)
      await crowd.stop()
    }
    return { microsPerJoin: median(micros), stateBytes }
  } finally {
    await system.close()
  }
}
