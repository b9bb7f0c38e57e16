import type { Socket } from 'node:net'
import { FeedPool, sendAtPace } from '../common/clients/paced-feed.ts'
import { answerPings, openViewer } from '../common/clients/raw-viewer.ts'
import { answer, settings } from '../common/worker.ts'

/** Feeds of an ingest and viewers of gateways, spread evenly over the matches. */
export interface CapacitySettings {
  readonly ingestPort: number
  readonly gatewayPorts: readonly number[]
  /** Of each gateway. */
  readonly viewers: number
  readonly matches: number
}

const { ingestPort, gatewayPorts, viewers, matches } = settings<CapacitySettings>()
/** Connections that are opened at once, as a crowd comes. */
const AT_ONCE = 50

const run = `${process.pid}-${Date.now().toString(36)}`
const sockets: Socket[] = []
const feeds = new FeedPool(ingestPort)
const matchOf = (n: number) => `capacity-${run}-${n % matches}`
let sent = 0

async function makeMatches(): Promise<void> {
  for (let n = 0; n < matches; n += 1) await feeds.createMatch(matchOf(n))
}

async function connect(): Promise<void> {
  for (const port of gatewayPorts) {
    for (let from = 0; from < viewers; from += AT_ONCE) {
      const portion = Array.from({ length: Math.min(AT_ONCE, viewers - from) }, (_, n) => open(port, from + n))
      sockets.push(...(await Promise.all(portion)))
    }
  }
}

async function open(port: number, n: number): Promise<Socket> {
  const greeting = JSON.stringify({ op: 'subscribe', matches: [matchOf(n)] })
  const socket = await openViewer({ port, path: '/v1/live', greeting, welcome: '"op":"subscribed"' })
  socket.on('data', (chunk: Buffer) => answerPings(socket, chunk))
  return socket
}

/** @returns how many were answered */
async function play(seconds: number, perSecond: number): Promise<number> {
  const count = Math.round(seconds * perSecond)
  await sendAtPace(
    perSecond,
    (n) => n >= count,
    () => {
      sent += 1
      return feeds.postEvent(matchOf(sent), { id: `e${sent}`, type: 'corner', team: 'home', period: 1 })
    },
  )
  await new Promise((resolve) => setTimeout(resolve, 500))
  return count
}

await makeMatches()
answer({
  connect,
  play: ({ seconds, perSecond }: { seconds: number; perSecond: number }) => play(seconds, perSecond),
})
