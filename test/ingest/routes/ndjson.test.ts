import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { InvalidRequest } from '../../../src/errors.ts'
import type { Recorder } from '../../../src/ingest/record-event.ts'
import { recordLines } from '../../../src/ingest/routes/ndjson.ts'
import { generic } from '../../../src/sports/generic/index.ts'
import { Away } from '../writer/fake-store.ts'
import { fixture, from, goal, openRecorder } from '../writer/recorder-world.ts'

const MAX_SIDE_BY_SIDE = 32
const FEED = { feed: 'a', source: 'a', isOperator: false, mayWrite: () => true }
const REQUEST = { feed: FEED, id: 'r1' }
const line = (match: string, id: string) => JSON.stringify({ match, id, type: 'note', text: 'x' })

it('writes matches side by side, so many at most, and the lines of one in their order', async () => {
  const { recorder, running, started } = slowRecorder()
  const matches = Array.from({ length: 3 * MAX_SIDE_BY_SIDE }, (_, n) => `m${n}`)
  const lines = [1, 2, 3].flatMap((round) => matches.map((match) => line(match, `${match}-${round}`)))

  const results = await recordLines(recorder, REQUEST, lines)

  expect(running.most).toBe(MAX_SIDE_BY_SIDE)
  expect(results.map(({ id }) => id)).toEqual(lines.map((text) => JSON.parse(text).id))
  expect(started.map(({ ids }) => ids)).toEqual(matches.map((match) => [1, 2, 3].map((round) => `${match}-${round}`)))
})

it('writes more lines of a match than one transaction has one part after another', async () => {
  const { recorder, started } = slowRecorder()
  const ids = Array.from({ length: 1_100 }, (_, n) => `e${n}`)
  await recordLines(
    recorder,
    REQUEST,
    ids.map((id) => line('m', id)),
  )
  expect(started.map(({ ids: part }) => part.length)).toEqual([500, 500, 100])
  expect(started.flatMap(({ ids: part }) => part)).toEqual(ids)
})

it('begins nothing more once the database is away', async () => {
  const { recorder, started } = slowRecorder((match) => {
    if (match === 'm0') throw new Away(false)
  })
  const lines = Array.from({ length: 3 * MAX_SIDE_BY_SIDE }, (_, n) => line(`m${n}`, `e${n}`))
  await expect(recordLines(recorder, REQUEST, lines)).rejects.toThrow(Away)
  for (let turn = 0; turn < 9; turn += 1) await nextTurn()
  expect(started).toHaveLength(MAX_SIDE_BY_SIDE)
})

it('refuses the lines of a match that cannot be written, and no other', async () => {
  const { recorder } = slowRecorder((match) => {
    if (match === 'm1') throw new InvalidRequest('not this one')
  })
  const results = await recordLines(recorder, REQUEST, [line('m1', 'e1'), line('m2', 'e2')])
  expect(results).toMatchObject([
    { match: 'm1', id: 'e1', status: 'rejected', detail: 'not this one' },
    { match: 'm2', id: 'e2', status: 'applied' },
  ])
})

it('[H20] refuses a line with a name that no object may have, and takes the others', async () => {
  const { recorder, started } = slowRecorder()
  const results = await recordLines(recorder, REQUEST, [
    '{"match":"m1","id":"e1","type":"note","text":"x","__proto__":{"a":1}}',
    '{"match":"m1","id":"e2","type":"note","text":"x","x_deep":[{"constructor":{"prototype":1}}]}',
    '{"match":"m1","id":"e3","type":"note","text":"__proto__","constructor":1}',
  ])
  expect(results).toMatchObject([
    { status: 'rejected', code: 'invalid-request', detail: expect.stringContaining('__proto__') },
    { status: 'rejected', code: 'invalid-request' },
    { status: 'applied', id: 'e3' },
  ])
  expect(started).toMatchObject([{ ids: ['e3'] }])
})

it('[H20] says what of a line stands beside its fixture and is not kept', async () => {
  const { recorder } = openRecorder()
  const { match, ...said } = fixture('m1')
  const line = { match, fixture: said, venue: 'here', x_own: 1 }
  const [result] = await recordLines(recorder, REQUEST, [JSON.stringify(line)])
  expect(result).toMatchObject({
    status: 'created',
    warnings: [{ code: 'unknown-field', detail: expect.stringContaining('"venue"') }],
  })
})

it('publishes all its matches in one turn where the store commits them in one', async () => {
  const { recorder, published, store } = openRecorder()
  const matches = Array.from({ length: 20 }, (_, n) => `m${n}`)
  for (const match of matches) await recorder.putFixture(fixture(match), from('a'))
  const release = store.hold()
  const lines = matches.map((match) => JSON.stringify({ match, ...goal('g1') }))
  const answer = recordLines(recorder, REQUEST, lines)
  await nextTurn()
  release()
  const atOnce = nextTurn().then(() => published.length)
  expect(await atOnce).toBe(matches.length)
  expect(await answer).toHaveLength(matches.length)
})

/** A recorder that takes a turn of the event loop for each part it is given. */
function slowRecorder(check: (match: string) => void = () => {}) {
  const running = { now: 0, most: 0 }
  const started: { readonly match: string; readonly ids: readonly string[] }[] = []
  const record: Recorder['record'] = async (match, _, reads) => {
    const ids = reads.map((read) => (read(generic) as { event: { id: string } }).event.id)
    started.push({ match, ids })
    running.now += 1
    running.most = Math.max(running.most, running.now)
    await nextTurn()
    running.now -= 1
    check(match)
    return { results: ids.map((id) => ({ id, status: 'applied', seq: 1 })), seq: 1 }
  }
  return { recorder: { record } as Recorder, running, started }
}

it('takes fixtures between events, in the order of the lines', async () => {
  const { recorder } = openRecorder()
  const teams = { home: { name: 'Rovers' }, away: { name: 'United' } }
  const fixtureOf = (match: string, changes: object = {}) =>
    JSON.stringify({ match, fixture: { sport: 'generic', ...teams, ...changes } })
  const results = await recordLines(recorder, REQUEST, [
    line('m1', 'early'),
    fixtureOf('m1'),
    line('m1', 'a'),
    fixtureOf('m2', { sport: 'quidditch' }),
    line('m2', 'b'),
    fixtureOf('m1', { venue: 'Home Park' }),
    line('m1', 'c'),
  ])
  expect(results).toMatchObject([
    { match: 'm1', status: 'rejected', code: 'match-not-found' },
    { match: 'm1', status: 'created', seq: 0 },
    { match: 'm1', id: 'a', status: 'applied' },
    { match: 'm2', status: 'rejected', errors: [{ path: 'sport' }] },
    { match: 'm2', id: 'b', status: 'rejected', code: 'match-not-found' },
    { match: 'm1', status: 'taken' },
    { match: 'm1', id: 'c', status: 'applied' },
  ])
  expect(JSON.stringify(results)).not.toContain('"state"')
})
