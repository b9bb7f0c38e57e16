import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http'
import { inject } from 'vitest'
import { CLOSE } from '../../../src/protocol/close-codes.ts'
import { describe, expect, it, onTestFinished } from '../../support/concurrent.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { connectClient, connectRefused } from '../../support/socket-client.ts'
import { type SpawnedServer, spawnServer, uniqueMatch } from '../../support/start-server.ts'

/** A server as a process of its own, on a database of its own unless one is given. */
async function spawn(settings: Record<string, string> = {}): Promise<SpawnedServer> {
  const DATABASE_URL = settings['DATABASE_URL'] ?? (await freshDatabase(inject('databaseUrl'))).url
  const server = await spawnServer({ DATABASE_URL, REDIS_URL: inject('redisUrl'), ...settings })
  // A test that is over waits for no drain.
  onTestFinished(() => server.process.kill('SIGKILL'))
  return server
}

/** Seconds that a viewer would have to wait, were it not for what is tested. */
const LONG_MS = '60000'

const fixture = { sport: 'football', home: { name: 'Home' }, away: { name: 'Away' } }

function answerTo(sent: ClientRequest): Promise<{ status: number; headers: IncomingMessage['headers']; body: string }> {
  return new Promise((resolve, reject) => {
    sent.on('error', reject)
    sent.on('response', async (response) => {
      let body = ''
      for await (const chunk of response) body += chunk
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
    })
  })
}

describe('SIGTERM', () => {
  it('[W7] makes the server not ready and closed to new viewers, while those who are here stay till their time', async () => {
    // Long enough for all that is asked meanwhile, on a machine that is busy.
    const server = await spawn({ DRAIN_MS: '6000' })
    const viewer = await connectClient(server.liveUrl)
    // Waited for from now on: on a busy machine it comes before what else is asked for.
    const advice = viewer.nextOf('reconnect')

    const exited = server.process.kill('SIGTERM')

    await expect.poll(async () => (await server.call('GET', '/readyz')).status).toBe(503)
    expect((await server.call('GET', '/readyz')).body.components.process).toBe('stopping')
    expect((await server.call('GET', '/livez')).status).toBe(200)
    const refused = await connectRefused(server.liveUrl)
    expect(refused.status).toBe(503)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    await viewer.allAnswered()
    expect((await advice).reason).toBe('draining')
    expect((await viewer.closed).code).toBe(CLOSE.reconnect)
    await exited
    expect(await server.process.exited).toEqual({ code: 0, signal: null })
  })

  it('[H5] lets requests under way end, and refuses new ones on connections it then closes', async () => {
    const server = await spawn({ DRAIN_MS: LONG_MS })
    const viewer = await connectClient(server.liveUrl)
    const match = uniqueMatch()
    await server.call('PUT', `/v1/matches/${match}`, fixture)
    const agent = new Agent({ keepAlive: true })
    onTestFinished(() => agent.destroy())
    const url = `${server.url}/v1/matches/${match}/events`
    const json = { 'content-type': 'application/json' }
    const slow = request(url, { method: 'POST', headers: { ...json, expect: '100-continue' } })
    const slowAnswer = answerTo(slow)
    const body = JSON.stringify({ id: 'g1', type: 'goal', team: 'home' })
    // Once told to continue, the server has begun with the request.
    const isTaken = new Promise((resolve) => slow.once('continue', resolve))
    slow.flushHeaders()
    await isTaken
    slow.write(body.slice(0, 10))

    void server.process.kill('SIGTERM')
    await viewer.nextOf('reconnect')
    const late = request(url, { method: 'POST', headers: json, agent })
    late.end(JSON.stringify({ id: 'g2', type: 'goal', team: 'home' }))
    const lateAnswer = await answerTo(late)
    slow.end(body.slice(10))

    expect(lateAnswer.status).toBe(503)
    expect(JSON.parse(lateAnswer.body).code).toBe('stopping')
    expect(Number(lateAnswer.headers['retry-after'])).toBeGreaterThan(0)
    expect(lateAnswer.headers.connection).toBe('close')
    const { status, headers } = await slowAnswer
    expect(status).toBe(201)
    expect(headers.connection).toBe('close')
    viewer.socket.close()
    expect((await server.process.exited).code).toBe(0)
  })

  it('waits for nobody where there are no viewers', async () => {
    const server = await spawn({ ROLE: 'ingest', DRAIN_MS: LONG_MS })
    await server.process.kill('SIGTERM')
    expect((await server.process.exited).code).toBe(0)
  })

  it('ends in time though a viewer answers nothing', async () => {
    const server = await spawn({ DRAIN_MS: '500' })
    const viewer = await connectClient(server.liveUrl)
    viewer.socket.pause()
    await server.process.kill('SIGTERM')
    expect((await server.process.exited).code).toBe(0)
  })

  it('ends the process at once when it comes again', async () => {
    const server = await spawn({ DRAIN_MS: LONG_MS })
    const viewer = await connectClient(server.liveUrl)
    void server.process.kill('SIGTERM')
    await expect.poll(async () => (await server.call('GET', '/readyz')).status).toBe(503)

    await server.process.kill('SIGTERM')

    expect((await server.process.exited).code).toBe(1)
    await viewer.closed
  })
})

describe('other signals', () => {
  it('SIGINT sends viewers away without waiting: somebody sits at the keyboard', async () => {
    const server = await spawn({ DRAIN_MS: LONG_MS })
    const viewer = await connectClient(server.liveUrl)

    await server.process.kill('SIGINT')

    expect((await server.process.exited).code).toBe(0)
    expect((await viewer.closed).code).toBe(CLOSE.reconnect)
  })

  it('SIGUSR2 gives viewers to a gateway that has fewer', async () => {
    // A fleet of their own: one database is one installation.
    const { url: DATABASE_URL } = await freshDatabase(inject('databaseUrl'))
    const full = await spawn({ DATABASE_URL, DRAIN_MS: '200' })
    for (let n = 0; n < 10; n += 1) await connectClient(full.liveUrl)
    const empty = await spawn({ DATABASE_URL, DRAIN_MS: '200' })
    const viewersOf = async (server: SpawnedServer) => {
      const { body } = await server.call('GET', '/metrics')
      return Number(/^touchline_connections (\d+)/m.exec(body)?.[1])
    }

    // Until it knows of the other, it gives nobody away.
    const rebalanced = () => {
      process.kill(full.process.pid, 'SIGUSR2')
      return viewersOf(full)
    }
    await expect.poll(rebalanced, { interval: 200, timeout: 10_000 }).toBe(5)
    expect((await full.call('GET', '/metrics')).body).toContain(
      'touchline_connections_sent_away_total{reason="rebalancing"} 5',
    )
    expect((await empty.call('GET', '/readyz')).status).toBe(200)
  })
})
