import { vi } from 'vitest'
import { Bearer } from '../../../src/client/connection/token/bearer.ts'
import { pollingTransport } from '../../../src/client/polling/polling-transport.ts'
import type { FeedHealth, ServerMessage } from '../../../src/protocol/messages.ts'

export const START = 1_790_000_000_000
export const ROUND_MS = 2_000

interface Match {
  epoch: string
  /** When each update was accepted; its seq is its place. */
  readonly ats: number[]
}

interface Asked {
  readonly headers: Readonly<Record<string, string>>
}

/** A server that is read, and a connection made of reads. */
export function open() {
  const matches = new Map<string, Match>([['m1', { epoch: 'e1', ats: [] }]])
  const server = {
    ...{ matches, pageSize: 1_000, lag: 0, isAway: false, latencyMs: 0, aheadMs: 0, offBoard: new Set<string>() },
    /** The status with which it refuses a match or a board. */
    refused: new Map<string, number>(),
    feed: undefined as FeedHealth | undefined,
    /** Answers that said nothing new. */
    unchanged: 0,
  }
  /** The path of each read. */
  const reads: string[] = []
  const underWay = { now: 0, most: 0, aborted: 0 }
  vi.stubGlobal('fetch', async (address: string, { headers, signal }: Pick<RequestInit, 'signal'> & Asked) => {
    reads.push(new URL(address).pathname)
    if (server.latencyMs > 0) await travel(signal)
    if (server.isAway) throw new TypeError('no network')
    const { status = 200, body, etag } = serve(new URL(address), headers['if-none-match'])
    if (status === 304) server.unchanged += 1
    const fields = new Headers({
      date: new Date(Date.now() + server.aheadMs).toUTCString(),
      ...(etag !== undefined && { etag }),
    })
    return { ok: status === 200, status, headers: fields, json: async () => body }
  })

  /** As `fetch` does, it fails at once when it is given up. */
  async function travel(signal: AbortSignal | null | undefined): Promise<void> {
    underWay.now += 1
    underWay.most = Math.max(underWay.most, underWay.now)
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, server.latencyMs)
      signal?.addEventListener('abort', () => {
        clearTimeout(timer)
        underWay.aborted += 1
        reject(signal.reason)
      })
    })
    underWay.now -= 1
  }

  function serve(url: URL, held: string | undefined): { status?: number; body?: object; etag?: string } {
    const [, , kind, name, what] = url.pathname.split('/')
    const refusal = server.refused.get(decodeURIComponent(name ?? ''))
    if (refusal !== undefined) return { status: refusal }
    if (kind === 'boards') {
      const body = {
        board: name,
        matches: [...matches]
          .filter(([match]) => !server.offBoard.has(match))
          .map(([match, { epoch, ats }]) => ({ match, epoch, seq: ats.length })),
      }
      const etag = JSON.stringify(body)
      return etag === held ? { status: 304 } : { body, etag }
    }
    if (name === undefined) return { body: { matches: [] } }
    const match = matches.get(name)
    if (match === undefined) return { status: 404 }
    const { epoch, ats } = match
    const seq = ats.length
    if (what === 'updates') {
      const after = Number(url.searchParams.get('after'))
      const known = ats
        .slice(0, seq - server.lag)
        .map((at, index) => ({ op: 'update', match: name, seq: index + 1, at }))
      return { body: { updates: known.slice(after, after + server.pageSize), epoch, seq: seq - server.lag } }
    }
    const at = url.searchParams.get('at')?.split('.')[1]
    const etag = `${epoch}.${seq}.${server.feed?.at}`
    if (etag === held) return { status: 304 }
    const shown = at === undefined ? seq : Number(at)
    const feed = server.feed && { feed: server.feed }
    const state = { shows: shown, view: url.searchParams.get('view') }
    return { etag, body: { match: name, epoch, seq: shown, state, ...feed } }
  }

  const told: ServerMessage[] = []
  const closes: [number, string][] = []
  const connection = pollingTransport(
    'http://server',
    new Bearer(undefined),
  )({
    message: (message) => void told.push(message),
    closed: (code, reason) => void closes.push([code, reason]),
  })
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  return {
    server,
    connection,
    pass,
    /** Lets these many updates happen now. */
    happen(count: number, match = 'm1') {
      for (let n = 0; n < count; n += 1) matches.get(match)?.ats.push(Date.now())
    },
    told: (op: string) => told.filter((message) => message.op === op),
    all: told,
    reads,
    underWay,
    closes,
  }
}

export const seqs = (messages: readonly ServerMessage[]) => messages.map((message) => (message as { seq: number }).seq)
