import { savePlot } from '../common/plot.ts'
import { info, type Row } from '../common/table.ts'
import { LOAD_CORE, SERVER_CORE, startWorker } from '../common/worker.ts'
import { runFanOut } from '../fan-out/fan-out.ts'

const VIEWERS = [250, 500, 1_000, 2_000, 4_000, 8_000]
const MATCHES = [1, 10, 50, 200, 1_000]
const RATES = [10, 50, 100, 200, 400]
const SECONDS = 4

type Points = (readonly [number, number])[]

/** Measures how the cost of the gateway grows with viewers, with matches and with updates. Makes a plot of each. */
export async function measureScaling(onProgress: (text: string) => void, plotFolder: string): Promise<Row[]> {
  const byViewers: Points = []
  for (const viewers of VIEWERS) {
    onProgress(`${viewers} viewers of one match`)
    const { micros } = await runFanOut('touchline', {
      viewers,
      matches: 1,
      bursts: 40,
      pauseMs: Math.max(20, viewers / 40),
    })
    byViewers.push([viewers, (micros * viewers) / 1_000])
  }
  const byMatches: Points = []
  for (const matches of MATCHES) {
    onProgress(`1,000 viewers over ${matches} matches`)
    byMatches.push([matches, await microsPerDelivery(matches)])
  }
  const byRate: Points = []
  for (const perSecond of RATES) {
    onProgress(`${perSecond} updates/s to 200 viewers`)
    byRate.push([perSecond, await coreShare(perSecond)])
  }
  await savePlot(plotFolder, 'cost-by-viewers', {
    title: 'What one update costs, by viewers',
    xLabel: 'viewers of the match',
    yLabel: 'CPU per update (ms)',
    series: [{ name: 'gateway', points: byViewers }],
  })
  await savePlot(plotFolder, 'cost-by-matches', {
    title: 'What one delivery costs, 1,000 viewers spread over matches',
    xLabel: 'matches',
    yLabel: 'CPU per delivery (µs)',
    series: [{ name: 'gateway', points: byMatches }],
  })
  await savePlot(plotFolder, 'cost-by-updates', {
    title: 'What a gateway uses, 200 viewers of one match',
    xLabel: 'updates per second',
    yLabel: 'CPU (% of one core)',
    series: [{ name: 'gateway', points: byRate }],
  })
  return [
    info('8,000 viewers: CPU per update', byViewers.at(-1)?.[1] ?? Number.NaN, 'ms'),
    info('1,000 matches: CPU per delivery', byMatches.at(-1)?.[1] ?? Number.NaN, 'µs'),
    info('400 updates/s to 200 viewers: of one core', byRate.at(-1)?.[1] ?? Number.NaN, '%', 0),
  ]
}

/** 20 bursts a second that reach 1,000 viewers together, whatever the number of matches they are spread over. */
async function microsPerDelivery(rooms: number): Promise<number> {
  const viewers = 1_000
  const matchesPerBurst = Math.max(1, Math.round(rooms / 10))
  const bursts = 20 * SECONDS
  const micros = await withCrowd(viewers, rooms, (server) =>
    server.ask<{ cpuMicros: number }>({ op: 'rotate', rooms, matchesPerBurst, bursts, pauseMs: 50 }),
  )
  return micros.cpuMicros / (bursts * matchesPerBurst * (viewers / rooms))
}

async function coreShare(perSecond: number): Promise<number> {
  return withCrowd(200, 1, async (server) => {
    const before = await server.ask<number>({ op: 'cpu' })
    await server.ask({ op: 'pace', perSecond, seconds: SECONDS })
    const after = await server.ask<number>({ op: 'cpu' })
    return (after - before) / (SECONDS * 10_000)
  })
}

async function withCrowd<T>(
  viewers: number,
  rooms: number,
  run: (server: Awaited<ReturnType<typeof startWorker>>) => Promise<T>,
): Promise<T> {
  const server = await startWorker(new URL('../gateway/fan-out-server.ts', import.meta.url), {
    core: SERVER_CORE,
    settings: { kind: 'touchline' },
  })
  const port = await server.ask<number>({ op: 'port' })
  const crowd = await startWorker(new URL('../gateway/crowd.ts', import.meta.url), {
    core: LOAD_CORE,
    settings: {
      port,
      path: '/v1/live',
      greeting: '{"op":"subscribe","matches":["bench-{n}"]}',
      welcome: '"op":"subscribed"',
      spread: rooms,
    },
  })
  try {
    await crowd.ask({ op: 'join', viewers })
    await server.ask({ op: 'rotate', rooms, matchesPerBurst: rooms, bursts: 5, pauseMs: 50 }) // warm-up
    return await run(server)
  } finally {
    await crowd.stop()
    await server.stop()
  }
}
