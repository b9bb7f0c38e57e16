import type { Socket } from 'node:net'
import { FrameReader } from '../common/clients/frame-reader.ts'
import { EventCounter, openStream } from '../common/clients/raw-stream.ts'
import { answerPingFrame, openViewer } from '../common/clients/raw-viewer.ts'
import { answer, settings } from '../common/worker.ts'

/** Many viewers in one process, which counts what they receive. */
export interface CrowdSettings {
  readonly port: number
  readonly path: string
  /** Sent as a text frame once connected. Here and in the path `{n}` is a number from 1 to `spread` that viewers take in turn. */
  readonly greeting?: string
  readonly spread?: number
  /** A viewer counts as connected once it has received this. */
  readonly welcome: string
  /** They negotiate compression, and send their greeting compressed. */
  readonly isDeflated?: boolean
  /** They have Server-Sent Events instead of WebSockets. */
  readonly isStream?: boolean
  /** A frame may have several messages, each a line of it. */
  readonly hasLines?: boolean
}

const {
  port,
  path,
  greeting = '',
  welcome,
  spread = 1,
  isDeflated = false,
  isStream = false,
  hasLines = false,
} = settings<CrowdSettings>()
const CONNECTING_AT_ONCE = 100
/** The lowest bits of a frame's first byte: text, binary. */
const MESSAGES: ReadonlySet<number> = new Set([1, 2])
const NEWLINE = 10

const viewers: Socket[] = []
let bytes = 0
let messages = 0

function spreadOver(text: string, viewer: number): string {
  return text.replaceAll('{n}', String((viewer % spread) + 1))
}

function linesOf(payload: Buffer): number {
  let lines = 1
  for (let at = payload.indexOf(NEWLINE); at >= 0; at = payload.indexOf(NEWLINE, at + 1)) lines += 1
  return lines
}

async function joinStream(viewer: number): Promise<void> {
  const socket = await openStream({ port, path: spreadOver(path, viewer), welcome })
  const events = new EventCounter()
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    messages += events.read(chunk)
  })
  viewers.push(socket)
}

async function join(count: number): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < count) {
      next += 1
      if (isStream) {
        await joinStream(next)
        continue
      }
      const socket = await openViewer({
        port,
        path: spreadOver(path, next),
        welcome,
        isDeflated,
        ...(greeting && { greeting: spreadOver(greeting, next) }),
      })
      const frames = new FrameReader()
      const take = (first: number, payload: Buffer) => {
        if (MESSAGES.has(first & 15)) messages += hasLines ? linesOf(payload) : 1
        else answerPingFrame(socket, first, payload)
      }
      socket.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        frames.read(chunk, take)
      })
      viewers.push(socket)
    }
  }
  await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, worker))
}

answer({
  join: async ({ viewers: wanted }: { viewers: number }) => join(wanted),
  reset: () => {
    bytes = 0
    messages = 0
  },
  count: () => ({ bytes, messages }),
})
