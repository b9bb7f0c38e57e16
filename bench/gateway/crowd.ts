import type { Socket } from 'node:net'
import { answerPings, openViewer } from '../common/raw-viewer.ts'
import { answer, settings } from '../common/worker.ts'

/** Many viewers in one process, which counts the bytes that they receive. */
export interface CrowdSettings {
  readonly port: number
  readonly path: string
  /** Sent as a text frame once connected. Here and in the path `{n}` is a number from 1 to `spread` that viewers take in turn. */
  readonly greeting?: string
  readonly spread?: number
  /** A viewer counts as connected once it has received this. */
  readonly welcome: string
}

const { port, path, greeting = '', welcome, spread = 1 } = settings<CrowdSettings>()
const CONNECTING_AT_ONCE = 100

const viewers: Socket[] = []
let bytes = 0

function spreadOver(text: string, viewer: number): string {
  return text.replaceAll('{n}', String((viewer % spread) + 1))
}

async function join(count: number): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < count) {
      next += 1
      const socket = await openViewer({
        port,
        path: spreadOver(path, next),
        welcome,
        ...(greeting && { greeting: spreadOver(greeting, next) }),
      })
      socket.on('data', tally)
      viewers.push(socket)
    }
  }
  await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, worker))
}

function tally(this: Socket, chunk: Buffer): void {
  bytes += chunk.length
  answerPings(this, chunk)
}

answer({
  join: async ({ viewers: wanted }: { viewers: number }) => join(wanted),
  reset: () => {
    bytes = 0
  },
  count: () => ({ bytes }),
})
