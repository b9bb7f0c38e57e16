import { expect, it } from 'vitest'
import { RoomUpdate } from '../../../src/gateway/rooms/room-update.ts'
import { ScoreTranslator } from '../../../src/gateway/variants/score-log.ts'
import type { Clock } from '../../../src/match/state.ts'

const clock: Clock = { running: true, baseMs: 0, at: 0, dir: 'up' }

function updateOf(seq: number, patch: object): RoomUpdate {
  const wire = JSON.stringify({ op: 'update', match: 'm1', seq, at: seq, kind: 'add', patch })
  return new RoomUpdate(seq, wire, { match: 'm1', epoch: 'e1' })
}

it('[W9] compares each clock with the one before it: what runs on after a jump is not told', () => {
  const translator = new ScoreTranslator({ clock }, 0)
  const jump = translator.translate(updateOf(1, { clock: { baseMs: 60_000, at: 1_000 } }))
  const runsOn = translator.translate(updateOf(2, { clock: { baseMs: 61_000, at: 2_000 } }))
  const jumpsBack = translator.translate(updateOf(3, { clock: { baseMs: 3_000, at: 3_000 } }))

  expect(JSON.parse(jump ?? '')).toMatchObject({ seq: 1, patch: { clock: { at: -59_000 } } })
  expect(runsOn).toBeUndefined()
  expect(JSON.parse(jumpsBack ?? '')).toMatchObject({ seq: 3, after: 1, patch: { clock: { at: 0 } } })
})
