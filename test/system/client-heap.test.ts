import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it, onTestFinished } from 'vitest'
import { createClient } from '../../src/client/index.ts'
import { spawnServer } from '../support/start-server.ts'

const MATCHES = 200
const MAX_HEAP_BYTES = 2 * 1024 * 1024

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Half of a World Cup final: scorers, cards, line-ups. */
function halfAFinal(): { fixture: object; events: object[] } {
  const recording = new URL('../../fixtures/world-cup-final-2022.ndjson', import.meta.url)
  const [first, ...rest] = readFileSync(recording, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  return { fixture: first.fixture, events: rest.slice(0, rest.length / 2) }
}

function heapAfterCollection(): number {
  for (let n = 0; n < 3; n += 1) collect()
  return process.memoryUsage().heapUsed
}

it('a client that follows 200 football matches holds 2 MB at most', async () => {
  const { fixture, events } = halfAFinal()
  const server = await spawnServer()
  for (let n = 0; n < MATCHES; n += 1) {
    expect((await server.call('PUT', `/v1/matches/m${n}`, fixture)).status).toBe(201)
    const { status, body } = await server.call('POST', `/v1/matches/m${n}/events`, events)
    expect(status).toBe(200)
    expect(JSON.stringify(body)).not.toContain('rejected')
  }
  const client = createClient({ url: server.url })
  onTestFinished(() => client.close())
  // What the first match of a client brings along stays out of the measure.
  const first = client.subscribe('m0')
  await expect.poll(() => first.state).toBeDefined()

  const before = heapAfterCollection()
  const followed = Array.from({ length: MATCHES }, (_, n) => client.subscribe(`m${n}`))
  await expect.poll(() => followed.filter(({ state }) => state === undefined)).toEqual([])

  expect(followed.at(-1)?.state?.score).toEqual({ home: 2, away: 2 })
  expect(heapAfterCollection() - before).toBeLessThanOrEqual(MAX_HEAP_BYTES)
})
