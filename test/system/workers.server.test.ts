import { inject } from 'vitest'
import { expect, it, onTestFinished } from '../support/concurrent.ts'
import { freePort } from '../support/free-port.ts'
import { freshDatabase } from '../support/servers/fresh-database.ts'
import { connectClient, type SocketClient } from '../support/socket-client.ts'
import { spawnServer, uniqueMatch } from '../support/start-server.ts'

const VIEWERS = 12

it('WORKERS=3 serves on one port with three processes, replaces one that is killed, and drains all', async () => {
  const { url: DATABASE_URL } = await freshDatabase(inject('databaseUrl'))
  const internalPort = await freePort()
  const server = await spawnServer({
    DATABASE_URL,
    REDIS_URL: inject('redisUrl'),
    WORKERS: '3',
    INTERNAL_PORT: String(internalPort),
    DRAIN_MS: '1000',
  })
  onTestFinished(() => server.process.kill('SIGKILL'))
  const read = async (port: number, path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined)
    return { status: answer?.status, body: (await answer?.text()) ?? '' }
  }
  const patience = { interval: 50, timeout: 30_000 }
  await expect.poll(async () => (await read(internalPort, '/readyz')).status, patience).toBe(200)
  await expect.poll(async () => (await server.call('GET', '/readyz')).status, patience).toBe(200)
  const match = uniqueMatch()
  await server.call('PUT', `/v1/matches/${match}`, { sport: 'football', home: { name: 'H' }, away: { name: 'A' } })
  // One after the other: of those that come at once, a worker that is slow is given fewer.
  const viewers: SocketClient[] = []
  for (let n = 0; n < VIEWERS; n += 1) viewers.push(await connectClient(server.liveUrl))
  await Promise.all(viewers.map((viewer) => viewer.subscribe(match)))
  const { seq } = (await server.call('POST', `/v1/matches/${match}/events`, { id: 'g1', type: 'goal', team: 'home' }))
    .body
  await Promise.all(viewers.map((viewer) => viewer.reaches(match, seq)))

  const figure = async (worker: number, name: string) => {
    const { body } = await read(internalPort + worker, '/metrics')
    return Number(new RegExp(`^${name}(?:{[^}]*})? (\\d+)`, 'm').exec(body)?.[1])
  }
  const shares = await Promise.all([1, 2, 3].map((worker) => figure(worker, 'touchline_connections')))
  expect(shares.reduce((sum, share) => sum + share)).toBe(VIEWERS)
  // In turn, but requests come between.
  expect(Math.min(...shares)).toBeGreaterThan(1)

  const list = await read(internalPort, '/ops')
  for (const worker of [1, 2, 3])
    expect(list.body).toContain(`<a href="http://127.0.0.1:${internalPort + worker}/ops">`)
  expect((await read(internalPort, '/metrics')).body).toContain(`ports ${internalPort + 1}, `)

  const startOf = (worker: number) => figure(worker, 'process_start_time_seconds')
  const pids = [...server.process.output().matchAll(/"pid":(\d+)[^\n]*"msg":"listening"/g)].map(([, pid]) =>
    Number(pid),
  )
  expect(pids).toHaveLength(3)
  process.kill(pids[0] as number, 'SIGKILL')
  await expect.poll(() => server.process.output(), patience).toMatch(/a worker ended; another takes its place/)
  await expect.poll(() => startOf(1), patience).toBeGreaterThan(0)
  expect((await read(internalPort, '/readyz')).status).toBe(200)
  // It came when all were there, and is told so.
  await expect.poll(async () => (await read(internalPort + 1, '/readyz')).status, patience).toBe(200)

  // Shares out viewers, and ends nobody.
  process.kill(server.process.pid, 'SIGUSR2')
  await server.process.kill('SIGTERM')
  expect((await server.process.exited).code, server.process.output()).toBe(0)
  expect((await read(internalPort + 2, '/livez')).status).toBeUndefined()
})

it('WORKERS=2 with ports that workers do not share: each has its own INTERNAL_PORT of any, and REUSE_PORT starts both', async () => {
  const { url: DATABASE_URL } = await freshDatabase(inject('databaseUrl'))
  const settings = { DATABASE_URL, REDIS_URL: inject('redisUrl'), WORKERS: '2', INTERNAL_PORT: '0' }
  const server = await spawnServer({ ...settings, PORT: String(await freePort()), REUSE_PORT: 'true' })
  onTestFinished(() => server.process.kill('SIGKILL'))
  const all = /"internalUrl":"([^"]+)"[^\n]*"all workers listen"/
  await expect.poll(() => server.process.output(), { interval: 50, timeout: 60_000 }).toMatch(all)
  const [, internalUrl] = all.exec(server.process.output()) ?? []
  const list = await (await fetch(`${internalUrl}/ops`)).text()
  const pages = [...list.matchAll(/href="([^"]+)">Worker \d<\/a> \(process (\d+)\)/g)]
  expect(pages).toHaveLength(2)
  for (const [, page = '', pid] of pages) expect(await (await fetch(page)).text()).toContain(`(${pid})`)
}, 120_000)
