import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { straced } from '../../support/programs/strace.ts'
import { connectClient } from '../../support/socket-client.ts'
import { type SpawnedServer, spawnServer } from '../../support/start-server.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

// A watched process is slow, and this is about a slow disk.
vi.setConfig({ testTimeout: 120_000 })

const FIXTURE = { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } }

const post = (server: SpawnedServer, id: string, match = 'm') =>
  server.call('POST', `/v1/matches/${match}/events`, { id, type: 'corner', team: 'home' })

it('[H1] an event is on the disk before its 201: the write-ahead log is synced first', async () => {
  const trace = join(await temporaryDirectory(), 'trace')
  const calls = 'trace=fsync,fdatasync,write,writev'
  const server = await spawnServer({ LOG_LEVEL: 'silent' }, await straced('-o', trace, '-y', '-e', calls))
  await server.call('PUT', '/v1/matches/m', FIXTURE)
  for (const id of ['a', 'b', 'c']) expect((await post(server, id)).status).toBe(201)
  await server.close()

  const lines = (await readFile(trace, 'utf8')).split('\n')
  const story = lines.flatMap((line) => {
    if (/f(data)?sync\(\d+<.*touchline\.db-wal>/.test(line)) return 'sync'
    return /HTTP\/1\.1 201/.test(line) ? 'answer' : []
  })
  // The match and three events, one request after another.
  expect(story.join(' ').match(/(sync )+answer/g)).toHaveLength(4)
  expect(story.filter((what) => what === 'answer')).toHaveLength(4)
})

it('on a disk that takes 20 ms for each sync, all that comes meanwhile is synced together, and nobody waits for more', async () => {
  const trace = join(await temporaryDirectory(), 'trace')
  const slow = await straced(
    '-o',
    trace,
    '-e',
    'trace=fsync,fdatasync',
    '-e',
    'inject=fsync,fdatasync:delay_exit=20000',
  )
  const server = await spawnServer({ FEED_RATE: '100000' }, slow)
  const [feeds, events] = [32, 12]
  for (let feed = 0; feed < feeds; feed += 1) await server.call('PUT', `/v1/matches/m${feed}`, FIXTURE)
  const syncs = async () => (await readFile(trace, 'utf8')).match(/sync\(/g)?.length ?? 0
  const before = await syncs()
  const waits: number[] = []
  let isOver = false
  const looking = (async () => {
    while (!isOver) {
      const from = performance.now()
      await server.call('GET', '/livez')
      waits.push(performance.now() - from)
    }
  })()

  await Promise.all(
    Array.from({ length: feeds }, async (_, feed) => {
      for (let n = 0; n < events; n += 1) expect((await post(server, `e${n}`, `m${feed}`)).status).toBe(201)
    }),
  )
  isOver = true
  await looking

  // 500 a second are ten for each 20 ms. On a busy machine the senders are slower; written one by one it would be one.
  expect((feeds * events) / ((await syncs()) - before)).toBeGreaterThan(4)
  const median = waits.sort((a, b) => a - b)[waits.length >> 1] as number
  // A turn is a sync of 20 ms and what the disk itself takes; never a queue of them.
  expect(median).toBeLessThan(300)
})

it.each([
  // Ranges of calls that fail: well after the start, and over by themselves.
  ['is full', 'pwrite64:error=ENOSPC', 'pwrite64', 'the disk is full'],
  ['fails to sync', 'fsync,fdatasync:error=EIO', 'fsync', 'input/output error'],
])(
  '[H1] while the disk %s, writes are refused, all else goes on, and then it heals',
  async (_what, fault, call, reason) => {
    const [from, to] = call === 'fsync' ? [40, 44] : [300, 350]
    const inject = `inject=${fault}:when=${from}..${to}`
    const server = await spawnServer(
      {},
      await straced('-o', '/dev/null', '-e', `trace=fsync,fdatasync,pwrite64`, '-e', inject),
    )
    await server.call('PUT', '/v1/matches/m', FIXTURE)
    const viewer = await connectClient(server.liveUrl)
    await viewer.subscribe('m')
    const accepted: string[] = []
    let refused = 0
    let isHealed = false
    for (let n = 0; !isHealed; n += 1) {
      expect(n, 'the fault came and went').toBeLessThan(400)
      const answer = await post(server, `e${n}`)
      if (answer.status === 201) {
        accepted.push(`e${n}`)
        isHealed = refused > 0
        continue
      }
      refused += 1
      expect(answer).toMatchObject({ status: 503, body: { code: 'database-unavailable' } })
      expect((await server.call('GET', '/livez')).status).toBe(200)
      expect((await server.call('GET', '/v1/matches/m')).body.seq).toBe(accepted.length)
      await viewer.allAnswered()
      if (refused === 1) {
        const ready = await server.call('GET', '/readyz')
        expect([ready.status, ready.body.components.database]).toEqual([503, expect.stringContaining(reason)])
      }
    }
    await expect.poll(async () => (await server.call('GET', '/readyz')).status).toBe(200)
    await viewer.reaches('m', accepted.length)
    const { body } = await server.call('GET', '/v1/matches/m/updates?limit=1000')
    expect(body.updates.map(({ event }: { event: { id: string } }) => event.id)).toEqual(accepted)
  },
)
