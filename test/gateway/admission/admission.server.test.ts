import type { IncomingMessage } from 'node:http'
import { inject } from 'vitest'
import { WebSocket } from 'ws'
import { expect, it } from '../../support/concurrent.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { connectClient } from '../../support/socket-client.ts'
import { type Settings, spawnServer } from '../../support/start-server.ts'

const stalling = `--import=${new URL('stall.ts', import.meta.url)}`

const guards: { reason: string; code: string; settings: Settings }[] = [
  { reason: 'connections', code: 'gateway-full', settings: { MAX_CONNECTIONS: '1' } },
  { reason: 'rate', code: 'gateway-busy', settings: { MAX_CONNECTION_RATE: '1' } },
  { reason: 'memory', code: 'gateway-busy', settings: { MAX_RSS_MB: '1' } },
  { reason: 'event-loop', code: 'gateway-busy', settings: { MAX_EVENT_LOOP_DELAY_MS: '50', NODE_OPTIONS: stalling } },
]

it.each(guards)(
  'a gateway refuses viewers because of $reason, says so, and serves those it has',
  async (guard) => {
    const { reason, code, settings } = guard
    const { url: DATABASE_URL } = await freshDatabase(inject('databaseUrl'))
    const backends = { DATABASE_URL, REDIS_URL: inject('redisUrl') }
    // Off unless it is the one that is tested: the machine may be busy.
    const server = await spawnServer({ ...backends, ROLE: 'gateway', ...settings })
    const viewer = await connectClient(server.liveUrl)

    // Guards that measure take seconds to be sure, and then let one a second in.
    const refusals: Refusal[] = []
    const comeTogether = async () => {
      const answers = await Promise.all(Array.from({ length: 10 }, () => knock(server.liveUrl)))
      refusals.push(...answers.filter((answer) => answer !== 'admitted'))
      return refusals.length
    }
    await expect.poll(comeTogether, { interval: 200, timeout: 30_000 }).toBeGreaterThan(0)

    for (const { status, headers, body } of refusals) {
      expect(status).toBe(503)
      expect(headers['content-type']).toContain('application/problem+json')
      expect(JSON.parse(body)).toMatchObject({ status: 503, code })
      expect(headers['retry-after']).toMatch(/^([5-9]|1[0-5])$/)
    }
    const metrics: string = (await server.call('GET', '/metrics')).body
    const counted = [...metrics.matchAll(/^touchline_connections_refused_total\{reason="(.*)"\} ([1-9]\d*)$/gm)]
    // Who is told when to come back was let in to hear it.
    const refused = counted.filter(([, why]) => why !== 'paced').map(([, why, n]) => [why, Number(n)])
    expect(refused).toEqual([[reason, refusals.length]])
    await viewer.allAnswered()
  },
  120_000,
)

interface Refusal {
  readonly status: number | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** Tries to connect; one who is let in leaves again. */
async function knock(liveUrl: string): Promise<Refusal | 'admitted'> {
  const socket = new WebSocket(liveUrl)
  const response = await new Promise<IncomingMessage | undefined>((resolve, reject) => {
    socket.once('open', () => resolve(undefined))
    socket.once('unexpected-response', (_request, answer) => resolve(answer))
    socket.on('error', reject)
  })
  if (response === undefined) {
    socket.terminate()
    return 'admitted'
  }
  let body = ''
  for await (const chunk of response) body += chunk
  return { status: response.statusCode, headers: response.headers, body }
}
