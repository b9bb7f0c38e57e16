import { expect, it } from 'vitest'
import type { Sender } from '../../../src/match/change.ts'
import { add, edit, fixture, from, goal, openRecorder, remove, restore, short } from './recorder-world.ts'

const OPTA = from('opta')
/** An operator that acts as opta. */
const DESK: Sender = { feed: 'desk', source: 'opta', holds: true }

it('[H7] what an operator changed is not changed by the feed until it is released', async () => {
  const { recorder, store } = openRecorder()
  await recorder.putFixture(fixture('m'), OPTA)
  const send = (sender: Sender, ...reads: Parameters<typeof recorder.record>[2]) => recorder.record('m', sender, reads)
  const score = () => store.get('m').stored.folded.reduced.state.score
  await send(OPTA, add(goal('g')))

  expect(short(await send(DESK, edit(goal('g', { team: 'away' }))))).toEqual(['applied 2'])
  const held = await send(
    OPTA,
    edit(goal('g', { clock: '10:00', period: 1 })),
    remove('g'),
    add(goal('g')),
    add(goal('g', { revision: 7 })),
  )
  expect(held.results).toEqual(
    Array(4).fill({
      id: 'g',
      status: 'superseded',
      seq: 2,
      warnings: [{ code: 'held', detail: expect.stringContaining('operator') }],
    }),
  )
  expect(score()).toEqual({ home: 0, away: 1 })
  // What says the same as the operator is no news, and none of a hold.
  expect(short(await send(OPTA, edit(goal('g', { team: 'away' }))))).toEqual(['duplicate 2'])
  // A timeline without it, too; and it may bring another event.
  const { results } = await recorder.recordTimeline('m', OPTA, [add(goal('h'))])
  expect(results.map(({ status }) => status)).toEqual(['superseded', 'applied'])
  expect(score()).toEqual({ home: 1, away: 1 })

  const release = () => ({ op: 'release' as const, id: 'g' })
  expect(short(await send(DESK, release))).toEqual(['applied undefined'])
  expect(short(await send(DESK, release))).toEqual(['duplicate 2'])
  expect(short(await send(OPTA, remove('g'), restore('g')))).toEqual(['applied 4', 'applied 5'])
})

it('[H7] an operator’s delete stays, and is remembered before its event comes', async () => {
  const { recorder, store } = openRecorder()
  await recorder.putFixture(fixture('m'), OPTA)
  await recorder.record('m', OPTA, [add(goal('other'))])
  await recorder.record('m', DESK, [remove('g')])
  const answer = await recorder.record('m', OPTA, [add(goal('g')), restore('g')])
  expect(answer.results).toMatchObject(Array(2).fill({ status: 'superseded', warnings: [{ code: 'held' }] }))
  expect(store.get('m').stored.folded.reduced.state.score.home).toBe(1)
})

it('keeps who changed an event last', async () => {
  const { recorder, store } = openRecorder()
  await recorder.putFixture(fixture('m'), OPTA)
  await recorder.record('m', from('opta-backup', 'opta'), [add(goal('g'))])
  const kept = () => store.get('m').kept.get('g opta')
  expect(kept()).toMatchObject({ source: 'opta', feed: 'opta-backup' })
  await recorder.record('m', DESK, [edit(goal('g', { team: 'away' }))])
  expect(kept()).toMatchObject({ source: 'opta', feed: 'desk', isHeld: true })
})
