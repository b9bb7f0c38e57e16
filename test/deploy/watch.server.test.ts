import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocketServer } from 'ws'
import { type Finished, runCommand } from '../support/run-command.ts'
import { startTestServer, uniqueMatch } from '../support/start-server.ts'

const PROGRAM = join(import.meta.dirname, '../../deploy/watch.js')

function watch(url: string, match: string, viewers: number): Promise<Finished> {
  return runCommand(process.execPath, [PROGRAM, url, match, String(viewers)])
}

/** Stands in for a gateway that tells a viewer these updates after a first state, and a server that is at `seq`. */
async function startLiar(updates: readonly object[], seq: number): Promise<string> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ epoch: 'e', seq }))
  })
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', () => {
      const matches = [{ match: 'm', epoch: 'e', seq: 1, state: { status: 'live' } }]
      socket.send(JSON.stringify({ op: 'subscribed', id: 1, matches }))
      for (const update of updates) socket.send(JSON.stringify({ op: 'update', match: 'm', patch: {}, ...update }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const FINAL = { patch: { status: 'final' } }

it('waits for a match, follows it to its end, and says that nothing was missed', async () => {
  const server = await startTestServer()
  const match = uniqueMatch()
  const watching = watch(server.url, match, 5)
  await server.call('PUT', `/v1/matches/${match}`, { sport: 'football', home: { name: 'A' }, away: { name: 'B' } })
  const metrics = async () => (await fetch(`${server.url}/metrics`)).text()
  await expect.poll(metrics, { timeout: 10_000 }).toContain('touchline_largest_room_viewers 5\n')
  const told = [
    { id: 'k1', type: 'period_start', period: 1 },
    { id: 'g1', type: 'goal', team: 'home' },
    { id: 'f', type: 'match_final' },
  ]
  await server.call('POST', `/v1/matches/${match}/events`, told)

  const { code, stdout } = await watching
  expect(stdout).toMatch(/^5 viewers at seq 3: 15 updates, 0 missed, 0 twice, 0 skipped, 0 restarts, \d+ reconnects/m)
  expect(stdout).toContain('all of them have what the server has')
  expect(code).toBe(0)
})

it.each([
  ['an update that never came', [{ seq: 2 }, { seq: 4, ...FINAL }], 4, '1 missed, 0 twice'],
  ['an update that came twice', [{ seq: 2 }, { seq: 2 }, { seq: 3, ...FINAL }], 3, '0 missed, 1 twice'],
])('ends with 1 after %s', async (_, updates, seq, found) => {
  const { code, stdout } = await watch(await startLiar(updates, seq), 'm', 1)
  expect(stdout).toContain(found)
  expect(code).toBe(1)
})

it('says in one sentence that the address did not answer at its end', async () => {
  const server = createServer()
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.terminate()
    server.close(() => watching.kill('SIGINT'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const watching = spawn(process.execPath, [PROGRAM, url, 'm', '1'], { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void watching.kill('SIGKILL'))

  const [stdout, stderr, [code]] = await Promise.all([
    text(watching.stdout),
    text(watching.stderr),
    once(watching, 'exit'),
  ])

  expect(stdout).toMatch(
    /^nobody knows whether they have what the server has: http.* did not say it \(.*ECONNREFUSED.*\)$/m,
  )
  expect([code, stderr]).toEqual([1, ''])
})
