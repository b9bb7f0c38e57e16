import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { NotLetIn, openViewer, type RawViewer } from '../common/clients/raw-viewer.ts'
import { answer, settings } from '../common/worker.ts'

const { port } = settings<{ port: number }>()
const AT_ONCE = 200
/** How long a viewer stays, at most. */
const STAY_MS = 100
const RETRY_MS = 200
const DELAYS_MS = [500, 5_000, 30_000]
/** Masked, code 1000. */
const CLOSE_FRAME = Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8])

/** The ways in which a viewer may leave; viewers take them in turn. */
const LEAVE: readonly ((socket: Socket) => void)[] = [
  (socket) => socket.end(CLOSE_FRAME),
  (socket) => socket.end(),
  (socket) => socket.resetAndDestroy(),
]

/** How many viewers watched a board, and how many a match or a board with a delay. */
export interface Joins {
  boards: number
  delayed: number
}

/** A viewer that is refused anything never gets this, and then the wave does not end. */
const NOTHING_REFUSED = '"rejected":[]'

const joins: Joins = { boards: 0, delayed: 0 }

/** What viewers subscribe to, in turn. Most of them subscribe to one match. */
const ASK: readonly ((wanted: Wanted) => object)[] = [
  ({ match, delayMs }) => ({ matches: [{ match, delayMs }] }),
  ({ board }) => ({ boards: [board] }),
  ({ board, delayMs }) => ({ boards: [{ board, delayMs }] }),
  ...Array.from({ length: 7 }, () => ({ match }: Wanted) => ({ matches: [match] })),
]

interface Wanted {
  readonly match: string
  readonly board: string
  readonly delayMs: number
}

/** Connects a viewer. Tries again while the server is too busy to let it in. */
async function enter(viewer: RawViewer): Promise<Socket> {
  for (;;) {
    try {
      return await openViewer(viewer)
    } catch (error) {
      if (!(error instanceof NotLetIn)) throw error
      await pause(RETRY_MS)
    }
  }
}

async function visit(viewer: number, ask: object): Promise<void> {
  const greeting = JSON.stringify({ op: 'subscribe', id: 1, ...ask })
  const socket = await enter({ port, path: '/v1/live', greeting, welcome: NOTHING_REFUSED })
  if ('boards' in ask) joins.boards += 1
  if (JSON.stringify(ask).includes('"delayMs"')) joins.delayed += 1
  socket.on('error', () => {}) // 'close' follows
  await pause(Math.random() * STAY_MS)
  const gone = new Promise((resolve) => socket.once('close', resolve))
  socket.resume()
  LEAVE[viewer % LEAVE.length]?.(socket)
  await gone
}

interface WaveQuestion {
  readonly viewers: number
  readonly matches: readonly string[]
  readonly boards: readonly string[]
}

answer({
  joins: () => joins,
  /** Viewers come and go, `AT_ONCE` of them at a time. Each match and each board has all kinds of them. */
  wave: async ({ viewers, matches, boards }: WaveQuestion) => {
    let next = 0
    const worker = async () => {
      while (next < viewers) {
        const viewer = next
        next += 1
        const round = Math.floor(viewer / matches.length)
        await visit(
          viewer,
          pick(
            ASK,
            round,
          )({
            match: pick(matches, viewer),
            board: pick(boards, viewer),
            delayMs: pick(DELAYS_MS, Math.floor(round / ASK.length)),
          }),
        )
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
  },
})

function pick<T>(items: readonly T[], turn: number): T {
  return items[turn % items.length] as T
}
