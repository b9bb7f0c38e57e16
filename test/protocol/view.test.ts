import { describe, expect, it } from 'vitest'
import { playMatch } from '../../bench/views/played-match.ts'
import { clockMsAt } from '../../src/match/clock.ts'
import { applyPatch, diff, type JsonObject } from '../../src/match/merge-patch.ts'
import type { Clock, MatchState } from '../../src/match/state.ts'
import type { UpdateMessage } from '../../src/protocol/messages.ts'
import { anchored, clockAfter, scoreState, scoreUpdate, sentScoreUpdate } from '../../src/protocol/view.ts'
import { stateOf } from '../client/state-builder.ts'
import { forSeeds, type SeededRandom } from '../support/seeded-random.ts'

const RECORDED = [
  'fixtures/world-cup-final-2022.ndjson',
  'fixtures/var-drama.ndjson',
  'fixtures/club-tennis.ndjson',
  'fixtures/village-cricket.ndjson',
  'test/fixtures/cricsheet/cricket/tied-t20.json',
]

describe('[W9] view score', () => {
  it.each(RECORDED)('folds to the view of the state after each update of %s', async (path) => {
    const { start, updates } = await playMatch(path, 'm1')
    let shown: object = scoreState(start)
    let sent = 0
    for (const { message, before, after } of updates) {
      const update = scoreUpdate(message, before)
      if (update) shown = applyPatch(shown, update.patch)
      if (update) sent += 1
      expect(shown).toEqual(scoreState(after))
    }
    expect(sent).toBeGreaterThan(0)
    expect(sent).toBeLessThanOrEqual(updates.length)
  })

  it('has no detail, format or time of the last change, and all the rest', () => {
    const state: MatchState = { ...stateOf('m1'), format: { sets: 3 }, competition: 'Cup' }
    const { detail, format, updatedAt, ...rest } = state

    expect(scoreState(state)).toEqual(rest)
  })

  it('of an update keeps the patch and the kind of a correction', () => {
    const correction = { kind: 'goal_disallowed', eventId: 'g', before: { score: S }, after: { score: S } }
    const message = { ...updateOf({ score: { home: 1 }, detail: { a: 1 }, updatedAt: 9 }), correction }

    expect(scoreUpdate(message, {})).toEqual({
      op: 'update',
      match: 'm1',
      seq: 5,
      at: 9,
      patch: { score: { home: 1 } },
      correction: { kind: 'goal_disallowed' },
    })
  })

  it.each([
    ['what it does not show', { detail: { a: 1 }, format: { b: 2 }, updatedAt: 9 }],
    ['nothing', {}],
    ['what only runs on', { clock: { baseMs: 65_000, at: 70_000 } }],
  ])('sends no update of %s', (_what, patch) => {
    const clock: Clock = { running: true, baseMs: 5_000, at: 10_000, dir: 'up' }

    expect(scoreUpdate(updateOf(patch), { clock })).toBeUndefined()
  })

  it.each<[string, Clock, JsonObject | null]>([
    ['that jumps', { running: true, baseMs: 5_000, at: 10_000, dir: 'up' }, { baseMs: 66_000, at: 70_000 }],
    [
      'that stops',
      { running: true, baseMs: 5_000, at: 10_000, dir: 'up' },
      { running: false, baseMs: 65_000, at: 70_000 },
    ],
    [
      'that stops where it began',
      { running: true, baseMs: 5_000, at: 10_000, dir: 'up' },
      { running: false, baseMs: 0, at: 5_000 },
    ],
    ['that goes', { running: false, baseMs: 5_000, at: 10_000, dir: 'up' }, null],
    ['that runs down', { running: true, baseMs: 600_000, at: 0, dir: 'down' }, { baseMs: 500_000, at: 99_000 }],
  ])('sends an update of a clock %s', (_what, clock, patch) => {
    const before = { clock }
    const told = updateOf({ clock: patch })
    const update = sentScoreUpdate(told, before, clockAfter(told, before))
    const after = applyPatch(before, { clock: patch })

    expect(applyPatch(scoreClock(before), update?.patch ?? {})).toEqual(scoreClock(after))
    // A viewer who goes on from a wider state has another base.
    expect(applyPatch(before, update?.patch ?? {})).toEqual(scoreClock(after))
  })

  it.each<[Clock]>([
    [{ running: true, baseMs: 2_765_000, at: 1_000_000_000, dir: 'up' }],
    [{ running: true, baseMs: 2_765_000, at: 1_000_000_000, dir: 'down' }],
    [{ running: true, baseMs: 0, at: 1_000_000_000, dir: 'down' }],
    [{ running: false, baseMs: 77, at: 5, dir: 'down' }],
  ])('shows the same time at every moment: %o', (clock) => {
    const shown = scoreClock({ clock }).clock as Clock
    for (const laterMs of [0, 1, 999, 60_000, 2_765_000, 9_999_999]) {
      expect(clockMsAt(shown, clock.at + laterMs)).toBe(clockMsAt(clock, clock.at + laterMs))
    }
    expect(scoreClock({ clock: shown }).clock).toEqual(shown)
  })
})

it('[W9] a viewer who goes on in view score from a wider state folds what comes onto that', () =>
  forSeeds(100, (random) => {
    let whole = { ...stateOf('m1'), clock: clockOf(random) }
    let [byUpdates, byDifferences]: object[] = [whole, whole] as [object, object]
    for (let n = 0; n < 20; n += 1) {
      const before = whole
      const after = { ...whole, clock: random.chance(0.5) ? clockOf(random) : runOn(whole.clock, random.int(90_000)) }
      const patch = diff(before, after)
      if (patch === undefined) continue
      whole = after
      const told = updateOf(patch)
      byUpdates = applyPatch(byUpdates as object, sentScoreUpdate(told, before, clockAfter(told, before))?.patch ?? {})
      const difference = diff(scoreState(before), scoreState(after)) ?? {}
      byDifferences = applyPatch(byDifferences as object, anchored(difference, scoreState(after)))
      for (const folded of [byUpdates, byDifferences]) {
        expect(scoreState(folded as MatchState)).toEqual(scoreState(after))
      }
    }
  }))

/** One of few, so that a change often leaves some of it as it was. */
function clockOf(random: SeededRandom): Clock {
  const [baseMs, at] = [random.int(4) * 1_000, 10_000 + random.int(4) * 1_000]
  return { running: random.chance(0.6), baseMs, at, dir: random.pick(['up', 'down']) }
}

/** The clock as a feed tells it again later; one that has run out stands at 0. */
function runOn(clock: Clock, ms: number): Clock {
  if (!clock.running) return clock
  return { ...clock, baseMs: Math.max(0, clock.baseMs + (clock.dir === 'up' ? ms : -ms)), at: clock.at + ms }
}

const S = { home: 0, away: 0 }

function updateOf(patch: JsonObject): UpdateMessage {
  return { op: 'update', match: 'm1', seq: 5, at: 9, kind: 'add', patch }
}

function scoreClock(state: { clock?: Clock }): { clock?: Clock } {
  const { clock } = scoreState({ ...stateOf('m1'), ...state })
  return clock ? { clock } : {}
}
