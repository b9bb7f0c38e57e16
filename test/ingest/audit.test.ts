import { expect, it } from 'vitest'
import { type Accepted, auditRecorder } from '../../src/ingest/audit.ts'
import { add, edit, fixture, from, goal, openRecorder } from './writer/recorder-world.ts'

it('names the first twenty events that a request changed, and counts all of them', async () => {
  const { recorder, told } = await openAudited()
  const ids = Array.from({ length: 21 }, (_, n) => `g${n}`)
  await recorder.record(
    'm',
    from('a'),
    ids.map((id) => add(goal(id))),
  )
  const events = ids.slice(0, 20).map((id) => `add ${id}`)
  expect(told).toEqual([{ feed: 'a', source: 'a', did: 'events', matchId: 'm', seq: 21, count: 21, events }])
})

it('tells of nothing that had come before', async () => {
  const { recorder, told } = await openAudited()
  await recorder.record('m', from('a'), [add(goal('g1'))])
  told.length = 0
  await recorder.record('m', from('a'), [add(goal('g1'))])
  expect(told).toEqual([])
  await recorder.record('m', from('a'), [add(goal('g1')), edit(goal('g1', { team: 'away' }))])
  expect(told).toMatchObject([{ count: 1, events: ['edit g1'] }])
})

it('tells of no fixture, source in charge or deletion that was so already', async () => {
  const { recorder, told } = await openAudited()
  const by = { sender: from('a'), isOperator: true }
  const shown = () => told.splice(0).map(({ did, seq }) => [did, seq])
  const changed = fixture('m', { venue: 'elsewhere' })
  const put = await recorder.putFixture(changed, from('a'))
  await recorder.switchSource('m', 'b', by)
  expect(shown()).toEqual([
    ['fixture', 1],
    ['source', 2],
  ])
  const { state: _, ...again } = await recorder.putFixture(changed, from('a'))
  expect(again).toEqual({ isNew: false, epoch: put.epoch, seq: 2 })
  expect(await recorder.switchSource('m', 'b', by)).toEqual({ match: 'm', source: 'b', seq: 2 })
  expect(shown()).toEqual([])
  const deleted = await recorder.deleteMatch('m', by)
  expect(await recorder.deleteMatch('m', by)).toEqual(deleted)
  expect(shown()).toEqual([['delete', undefined]])
})

/** A recorder that tells of its match `m`, which is there. */
async function openAudited() {
  const told: Accepted[] = []
  const recorder = auditRecorder(openRecorder().recorder, (accepted) => told.push(accepted))
  await recorder.putFixture(fixture('m'), from('a'))
  told.length = 0
  return { recorder, told }
}
