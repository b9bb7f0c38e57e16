import { expect, it, onTestFinished, vi } from 'vitest'
import { MatchBusy, MatchNotFound } from '../../../src/errors.ts'
import { RepeatingFeeds } from '../../../src/ingest/memory/repeating-feeds.ts'
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

it('[H7] writes what a source sends that another replica has put in charge, though it remembers it in the shadow', async () => {
  const { recorder, store } = await openMatch()
  await recorder.record('m', from('a'), [add(goal('g1'))])
  await recorder.record('m', from('b'), [add(goal('g1'))])
  await openRecorder(store).recorder.switchSource('m', 'b', { sender: from('desk'), isOperator: true })

  const { results } = await recorder.record('m', from('b'), [add(goal('g2'))])
  expect(results).toMatchObject([{ id: 'g2', status: 'applied' }])
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

  // The first is tried again at once, for the event may have been sent before.
  expect(store.countCalls('append')).toBe(41)
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

it('looks up nothing of a feed that sends each event once', async () => {
  const { recorder, store } = await openMatch()
  for (const id of ['g1', 'g2', 'g3']) await recorder.record('m', from('a'), [add(goal(id)), add(goal(`${id}b`))])
  expect(store.countCalls('readKept')).toBe(0)
  expect(store.countCalls('append')).toBe(3)
})

it('looks up what a feed sends that repeats itself, until all of it is new again', async () => {
  const { recorder, store } = await openMatch()
  await recorder.record('m', from('a'), [add(goal('g1'))])

  expect(short(await recorder.record('m', from('a'), [add(goal('g2')), add(goal('g1'))]))).toEqual([
    'applied 2',
    'duplicate 1',
  ])
  expect([store.countCalls('append'), store.countCalls('readKept')]).toEqual([3, 1])

  const reads = store.countCalls('read')
  for (const id of ['g1', 'g2']) await recorder.record('m', from('a'), [add(goal(id))])
  expect([store.countCalls('append'), store.countCalls('readKept')]).toEqual([3, 3])
  expect(store.countCalls('read')).toBe(reads)

  for (const id of ['g3', 'g4']) await recorder.record('m', from('a'), [add(goal(id))])
  expect([store.countCalls('append'), store.countCalls('readKept')]).toEqual([5, 4])
})

it('remembers of so many matches at most that their feeds repeat themselves', async () => {
  const repeating = new RepeatingFeeds()
  for (let n = 0; n < 1_000; n += 1) repeating.add(`m${n}`)
  repeating.add('m0')
  repeating.add('another')
  expect(['m0', 'm1', 'm2', 'another'].map((match) => repeating.has(match))).toEqual([true, false, true, true])
})

it('refuses nothing that is known already, though the match has no room for more', async () => {
  const { recorder, store } = await openMatch()
  await recorder.record('m', from('a'), [add(goal('g1'))])
  store.get('m').stored = { ...store.get('m').stored, arrivals: 20_000 }
  const { recorder: other } = openRecorder(store)
  expect(short(await other.record('m', from('a'), [add(goal('g1'))]))).toEqual(['duplicate 1'])
})

async function openMatch() {
  const world = openRecorder()
  await world.recorder.putFixture(fixture('m'), from('a'))
  return world
}
