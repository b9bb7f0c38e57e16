import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Bearer } from '../../src/client/connection/token/bearer.ts'
import { pollingTransport } from '../../src/client/polling/polling-transport.ts'
import type { ServerMessage } from '../../src/protocol/messages.ts'

const START = 1_790_000_000_000
const ROUND_MS = 2_000

interface Match {
  epoch: string
  /** When each update was accepted; its seq is its place. */
  readonly ats: number[]
}

/** A server that is read, and a connection made of reads. */
function open() {
  const matches = new Map<string, Match>([['m1', { epoch: 'e1', ats: [] }]])
  const server = { matches, pageSize: 1_000, lag: 0 }
  vi.stubGlobal('fetch', async (address: string, { headers }: { headers: Record<string, string> }) => {
    const { status = 200, body, etag } = serve(new URL(address), headers['if-none-match'])
    const fields = new Headers({ date: new Date(Date.now()).toUTCString(), ...(etag !== undefined && { etag }) })
    return { ok: status === 200, status, headers: fields, json: async () => body }
  })

  function serve(url: URL, held: string | undefined): { status?: number; body?: object; etag?: string } {
    const [, , kind, name, what] = url.pathname.split('/')
    if (kind === 'boards') {
      const body = {
        board: name,
        matches: [...matches].map(([match, { epoch, ats }]) => ({ match, epoch, seq: ats.length })),
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
    const etag = `${epoch}.${seq}`
    if (etag === held) return { status: 304 }
    const shown = at === undefined ? seq : Number(at)
    return { etag, body: { match: name, epoch, seq: shown, state: { shows: shown } } }
  }

  const told: ServerMessage[] = []
  const connection = pollingTransport(
    'http://server',
    new Bearer(undefined),
  )({
    message: (message: ServerMessage) => void told.push(message),
    closed: (_code: number, reason: string) => expect.unreachable(reason),
  } as never)
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
  }
}

const seqs = (messages: readonly ServerMessage[]) => messages.map((message) => (message as { seq: number }).seq)

beforeEach(() => {
  vi.useFakeTimers({ now: START })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('[W20] who polls', () => {
  it('gets every update of pages that end early, though nothing more happens', async () => {
    const { server, connection, happen, pass, told } = open()
    server.pageSize = 2
    connection.send({ op: 'subscribe', id: 1, matches: [{ match: 'm1' }] })
    await pass(100)
    happen(7)
    await pass(ROUND_MS)
    expect(seqs(told('update'))).toEqual([1, 2, 3, 4, 5, 6, 7])
    connection.close()
  })

  it.each([
    ['of a match', { matches: [{ match: 'm1' }] }],
    ['of a board', { matches: [], boards: [{ board: 'date:2026-11-29' }] }],
  ])('gets what a replica that lagged did not have yet, though nothing more happens: %s', async (_what, asked) => {
    const { server, connection, happen, pass, told } = open()
    connection.send({ op: 'subscribe', id: 1, ...asked })
    await pass(100)
    happen(3)
    server.lag = 2
    await pass(ROUND_MS)
    expect(seqs(told('update'))).toEqual([1])
    server.lag = 0
    await pass(ROUND_MS)
    expect(seqs(told('update'))).toEqual([1, 2, 3])
    connection.close()
  })

  it('is told that a match of a board was deleted, and then that it has left', async () => {
    const { server, connection, pass, all } = open()
    connection.send({ op: 'subscribe', id: 1, matches: [], boards: [{ board: 'date:2026-11-29' }] })
    await pass(100)
    server.matches.clear()
    await pass(ROUND_MS)
    const changes = all.filter(({ op }) => op === 'gone' || op === 'board')
    expect(changes).toMatchObject([
      { op: 'gone', match: 'm1' },
      { op: 'board', left: ['m1'] },
    ])
    connection.close()
  })

  it('sees a match that was made again no earlier than its delay allows', async () => {
    const { server, connection, happen, pass, told } = open()
    connection.send({ op: 'subscribe', id: 1, matches: [{ match: 'm1', delayMs: 30_000 }] })
    await pass(100)
    server.matches.set('m1', { epoch: 'e2', ats: [] })
    happen(2)
    await pass(ROUND_MS)
    expect(told('snapshot')).toMatchObject([{ epoch: 'e2', seq: 0, state: { shows: 0 }, reason: 'epoch' }])
    await pass(30_000)
    expect(seqs(told('update'))).toEqual([1, 2])
    connection.close()
  })
})
