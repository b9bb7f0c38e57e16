import { expect, it, onTestFinished, vi } from 'vitest'
import { MatchNotFound } from '../../../src/errors.ts'
import { MatchBusy } from '../../../src/ingest/errors.ts'
import { add, edit, fixture, from, goal, openRecorder, remove, short } from './recorder-world.ts'

it('reads a match that it wrote last no more', async () => {
  const { recorder, store } = await openMatch()
  for (const id of ['g1', 'g2', 'g3']) await recorder.record('m', from('a'), [add(goal(id))])
  expect(store.countCalls('read')).toBe(2)
})

it('answers nothing by its memory of a match that is gone', async () => {
  const { recorder, store } = await openMatch()
  await recorder.record('m', from('a'), [add(goal('g1'))])
  store.lose('m')

  const refused = recorder.record('m', from('a'), [add({ id: 'g2', type: 'goal' })])

  await expect(refused).rejects.toThrow(MatchNotFound)
})

it('answers nothing by its memory of a match that began again', async () => {
  const { recorder, store } = await openMatch()
  const other = openRecorder(store)
  await recorder.record('m', from('a'), [add(goal('g1')), add(goal('g2'))])
  store.lose('m')
  await other.recorder.putFixture(fixture('m'), from('a'))
  await other.recorder.record('m', from('a'), [add(goal('g1'))])

  expect(await recorder.record('m', from('a'), [add(goal('g1'))])).toMatchObject({ results: [{ seq: 1 }], seq: 1 })
})

it('refuses nothing by its memory of writes that the database has lost', async () => {
  const { recorder, store } = await openMatch()
  store.get('m').stored = { ...store.get('m').stored, arrivals: 19_999, version: 1 }
  const { stored: before, updates } = store.get('m')
  await recorder.record('m', from('a'), [add(goal('g1'))])
  store.get('m').stored = before
  store.get('m').kept.clear()
  updates.length = 0

  expect(short(await recorder.record('m', from('a'), [add(goal('g2'))]))).toEqual(['applied 1'])
})

it('[H7] calls what a source in the shadow sends no duplicate of itself, though the database has lost writes of the one in charge', async () => {
  const { recorder, store } = await openMatch()
  await recorder.record('m', from('a'), [add(goal('g1'))])
  const before = store.get('m').stored
  await recorder.record('m', from('a'), [add(goal('g2'))])
  store.get('m').stored = before

  const { results, seq } = await recorder.record('m', from('b'), [add(goal('s1'))])

  expect(results).toMatchObject([{ id: 's1', status: 'shadowed' }])
  expect(seq).toBe(1)
})

it('answers what changed nothing with the seq of the match as it is', async () => {
  const { recorder, store } = await openMatch()
  await recorder.record('m', from('a'), [add(goal('g1'))])
  await openRecorder(store).recorder.record('m', from('b', 'a'), [add(goal('g2'))])
  expect(await recorder.record('m', from('a'), [add(goal('g1'))])).toMatchObject({ results: [{ seq: 1 }], seq: 2 })
})

it('gives up after so many writes of others', async () => {
  const { recorder, store } = await openMatch()
  vi.spyOn(Math, 'random').mockReturnValue(0)
  onTestFinished(() => void vi.restoreAllMocks())
  store.fault = (call) => (call === 'append' ? 'miss' : undefined)

  await expect(recorder.record('m', from('a'), [add(goal('g1'))])).rejects.toThrow(MatchBusy)

  expect(store.countCalls('append')).toBe(40)
  store.fault = () => undefined
  expect(short(await recorder.record('m', from('a'), [add(goal('g1'))]))).toEqual(['applied 1'])
})

it('takes so many events of a match, edits of them all the same, and no more', async () => {
  const { recorder, store } = await openMatch()
  const { stored } = store.get('m')
  store.get('m').stored = { ...stored, arrivals: 19_999, version: 1 }
  const { results } = await recorder.record('m', from('a'), [
    add(goal('g1')),
    add(goal('g2')),
    remove('unknown'),
    edit(goal('g1', { team: 'away' })),
  ])
  expect(results).toMatchObject([
    { status: 'applied' },
    { status: 'rejected', id: 'g2', error: { code: 'match-full' } },
    { status: 'rejected', error: { code: 'match-full' } },
    { status: 'applied' },
  ])
})

it('reads and folds a match once for all its corrections, as long as nobody else writes it', async () => {
  const { recorder, store } = await openMatch()
  const other = openRecorder(store)
  const at = (minute: number) => ({ period: 1, clock: `${minute}:00` })
  await recorder.record('m', from('a'), [add(goal('g1', at(10))), add(goal('g2', at(20)))])
  for (let minute = 1; minute < 9; minute += 1) {
    await recorder.record('m', from('a'), [edit(goal('g1', at(minute)))])
    await recorder.record('m', from('a'), [add(goal(`h${minute}`, at(20 + minute)))])
  }
  expect(store.countCalls('readEffective')).toBe(1)

  await other.recorder.record('m', from('b', 'a'), [add(goal('i1', at(40)))])
  await recorder.record('m', from('a'), [edit(goal('g1', at(11)))])
  expect(store.countCalls('readEffective')).toBe(2)

  // Nothing came of it, so nothing was forgotten.
  await recorder.record('m', from('a'), [edit(goal('g1', at(11)))])
  await recorder.record('m', from('a'), [edit(goal('g1', at(12)))])
  expect(store.countCalls('readEffective')).toBe(2)

  store.fault = (call) => (call === 'append' ? 'lost-answer' : undefined)
  await recorder.record('m', from('a'), [edit(goal('g1', at(13)))]).catch(() => {})
  store.fault = () => undefined
  await recorder.record('m', from('a'), [edit(goal('g1', at(14)))])
  expect(store.countCalls('readEffective')).toBe(3)
})

async function openMatch() {
  const world = openRecorder()
  await world.recorder.putFixture(fixture('m'), from('a'))
  return world
}
