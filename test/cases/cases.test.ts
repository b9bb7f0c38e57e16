import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-server.ts'
import { readCases } from './case.ts'
import { differences } from './differences.ts'
import { playCase } from './play-case.ts'

const cases = readCases()
let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.close())

it('has all cases', () => {
  expect(cases.length).toBeGreaterThanOrEqual(44)
})

it.each(cases)('$name: $note', async (played) => {
  await playCase(server, played.name.replace('/', '-'), played)
})

it.each([
  ['another value', { score: 1 }, { score: 2 }],
  ['a list that is longer', [1], [1, 2]],
  ['what should be absent', { a: { $absent: true } }, { a: 0 }],
  ['other words', { text: { $like: '^won' } }, { text: 'lost' }],
  ['none of the choices', { $oneOf: [1, { a: 1 }] }, { a: 2 }],
  ['other keys', { $keys: ['a', 'b'] }, { a: 1, c: 2 }],
  ['nothing at all', { a: { b: 1 } }, {}],
])('a case notices %s', (_what, wanted, got) => {
  expect(differences(wanted, got)).toHaveLength(1)
})
