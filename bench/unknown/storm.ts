import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { answer, settings } from '../common/worker.ts'

/** Viewers who ask for matches that do not exist: links of last season, a page with a typing error that went round. */
export interface StormSettings {
  readonly port: number
  readonly viewers: number
  /** How many ids there are. All viewers ask for all of them, over and over. */
  readonly ids: number
  /** Of all viewers together. */
  readonly askedPerSecond: number
}

/** What viewers were told, by id. */
export interface Told {
  notFound: number
  /** Could not be opened in time. */
  unavailable: number
}

/** A viewer may ask for 20 unknown ids a second over time: a storm is of many viewers. */
const AT_ONCE = 16

const { port, viewers, ids, askedPerSecond } = settings<StormSettings>()
const names = Array.from({ length: ids }, (_, n) => `unknown-${n}`)
const intervalMs = (1_000 * AT_ONCE * viewers) / askedPerSecond
let isBlowing = false
/** The next storm: who waits for it costs nothing meanwhile. */
let begun = Promise.withResolvers<void>()
let told: Told = { notFound: 0, unavailable: 0 }

/** Asks for the next ids when the last were answered, at its pace, and not in the same instant as the others. */
async function ask(socket: WebSocket, viewer: number): Promise<void> {
  for (let n = viewer * AT_ONCE; ; n += AT_ONCE) {
    if (!isBlowing) {
      await begun.promise
      await pause((intervalMs * viewer) / viewers)
    }
    const at = performance.now()
    const matches = Array.from({ length: AT_ONCE }, (_, index) => names[(n + index) % ids])
    const answered = nextAnswer(socket)
    socket.send(JSON.stringify({ op: 'subscribe', matches }))
    const answer = await answered
    told.notFound += count(answer, 'match-not-found')
    told.unavailable += count(answer, 'unavailable')
    await pause(Math.max(0, intervalMs - (performance.now() - at)))
  }
}

/** Heartbeats come in between. */
async function nextAnswer(socket: WebSocket): Promise<string> {
  for (;;) {
    const [data] = await once(socket, 'message')
    const text = String(data)
    if (text.startsWith('{"op":"subscribed"')) return text
  }
}

function count(text: string, code: string): number {
  return text.split(`"code":"${code}"`).length - 1
}

async function connect(n: number): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/live`, { perMessageDeflate: false })
  // The measurement would be of fewer viewers than it says.
  socket.on('close', (code) => {
    throw new Error(`a viewer was closed: ${code}`)
  })
  await once(socket, 'message')
  void ask(socket, n)
}

for (let n = 0; n < viewers; n += 1) await connect(n)
answer({
  begin() {
    isBlowing = true
    begun.resolve()
    told = { notFound: 0, unavailable: 0 }
  },
  end() {
    isBlowing = false
    begun = Promise.withResolvers()
    return told
  },
})
