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

const AT_ONCE = 64

const { port, viewers, ids, askedPerSecond } = settings<StormSettings>()
const names = Array.from({ length: ids }, (_, n) => `unknown-${n}`)
const intervalMs = (1_000 * AT_ONCE * viewers) / askedPerSecond
let isBlowing = false
let refused = 0

/** Asks for the next ids when the last were answered, at its pace. */
async function ask(socket: WebSocket, first: number): Promise<void> {
  for (let n = first; ; n += AT_ONCE) {
    while (!isBlowing) await pause(20)
    const at = performance.now()
    const matches = Array.from({ length: AT_ONCE }, (_, index) => names[(n + index) % ids])
    const answered = new Promise<number>((resolve) => {
      socket.once('message', (data) => resolve(data.toString().split('"match-not-found"').length - 1))
    })
    socket.send(JSON.stringify({ op: 'subscribe', matches }))
    refused += await answered
    await pause(Math.max(0, intervalMs - (performance.now() - at)))
  }
}

async function connect(n: number): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/live`, { perMessageDeflate: false })
  await new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('message', resolve)
  })
  void ask(socket, n * AT_ONCE)
}

for (let n = 0; n < viewers; n += 1) await connect(n)
answer({
  begin() {
    isBlowing = true
    refused = 0
  },
  /** @returns how often it was told that there is no such match */
  end() {
    isBlowing = false
    return refused
  },
})
