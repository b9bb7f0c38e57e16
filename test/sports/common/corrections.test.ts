import { describe, expect, it } from 'vitest'
import { correctionText } from '../../../src/sports/common/text/score-text.ts'
import { presentationOf } from '../../../src/sports/presentations.ts'
import { sportNamed } from '../../../src/sports/registry.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'

type Cause = 'delete' | 'restore' | 'edit'

function playing(sport: string, type: string, fields: object): MatchBuilder {
  const found = sportNamed(sport)
  if (found === undefined) throw new Error(`there is no sport ${sport}`)
  const match = new MatchBuilder(found)
  match.send('match_start')
  match.send(type, { id: 'x', ...fields })
  return match
}

/** What a page says of a correction: its word, and the numbers before and after it where they differ. */
function told(match: MatchBuilder, cause: Cause, fields: object): string {
  const { state: before, sport } = match
  const { correction: kind = '' } =
    cause === 'edit' ? match.edit('x', fields) : cause === 'delete' ? match.delete('x') : match.restore('x')
  const numbers = (state: typeof before) => ({ score: state.score, ...sport.figures(state) })
  const text = (state: typeof before) => presentationOf(sport.name).correctedText?.(numbers(state))
  const [from, to] = [text(before), text(match.state)]
  const word = correctionText({ kind })
  return from === to ? word : `${word} ${from} → ${to}`
}

const HOME = { team: 'home' } as const

describe('a correction says what it takes back, in the sport’s own numbers', () => {
  it.each([
    ['handball', 'suspension', HOME, 'Suspension rescinded', 'Suspension restored'],
    ['ice-hockey', 'penalty', { ...HOME, minutes: 2 }, 'Penalty rescinded', 'Penalty restored'],
    ['rugby-union', 'card', { ...HOME, card: 'red' }, 'Card rescinded', 'Card restored'],
    ['rugby-union', 'penalty_try', HOME, 'Penalty try disallowed 7–0 → 0–0', 'Penalty try restored 0–0 → 7–0'],
    [
      'field-hockey',
      'shootout_attempt',
      { ...HOME, scored: true },
      'Attempt annulled 0–0 (1–0) → 0–0',
      'Attempt restored 0–0 → 0–0 (1–0)',
    ],
    ['generic', 'score', { ...HOME, points: 2 }, 'Score withdrawn 2–0 → 0–0', 'Score restored 0–0 → 2–0'],
    ['generic', 'card', { ...HOME, card: 'blue' }, 'Card rescinded', 'Card restored'],
    ['volleyball', 'point', HOME, 'Point replayed 0–0, 1–0 → 0–0, 0–0', 'Point restored 0–0, 0–0 → 0–0, 1–0'],
    [
      'volleyball',
      'card',
      { ...HOME, card: 'red' },
      'Card rescinded 0–0, 0–1 → 0–0, 0–0',
      'Card restored 0–0, 0–0 → 0–0, 0–1',
    ],
    ['esports', 'map_won', HOME, 'Map taken back 1–0, 0–0 → 0–0, 0–0', 'Map restored 0–0, 0–0 → 1–0, 0–0'],
    ['esports', 'round', HOME, 'Round taken back 0–0, 1–0 → 0–0, 0–0', 'Round restored 0–0, 0–0 → 0–0, 1–0'],
    ['snooker', 'frame_won', HOME, 'Frame taken back 1–0, 0–0 → 0–0, 0–0', 'Frame restored 0–0, 0–0 → 1–0, 0–0'],
    [
      'darts',
      'leg_won',
      HOME,
      'Leg taken back 1–0, 501–501 → 0–0, 501–501',
      'Leg restored 0–0, 501–501 → 1–0, 501–501',
    ],
    [
      'baseball',
      'error',
      HOME,
      'Error taken back 0–0 (H 0–0, E 1–0) → 0–0 (H 0–0, E 0–0)',
      'Error restored 0–0 (H 0–0, E 0–0) → 0–0 (H 0–0, E 1–0)',
    ],
    ['handball', 'match_end', {}, 'End revoked', 'End restored'],
    ['football', 'match_end', {}, 'Full time revoked', 'Full time restored'],
    [
      'handball',
      'result_set',
      { result: { winner: 'home', method: 'awarded' } },
      'Result withdrawn',
      'Result restored',
    ],
  ] as const)('%s: %s', (sport, type, fields, deleted, restored) => {
    const match = playing(sport, type, fields)
    const { state } = match
    expect(told(match, 'delete', fields)).toBe(deleted)
    expect(told(match, 'restore', fields)).toBe(restored)
    expect({ ...match.state, updatedAt: 0 }).toEqual({ ...state, updatedAt: 0 })
  })

  it('an edit has a word of its own too', () => {
    expect(told(playing('padel', 'point', HOME), 'edit', { team: 'away' })).toBe(
      'Point changed 0–0, 0–0, 15–0 → 0–0, 0–0, 0–15',
    )
    expect(told(playing('generic', 'score', { ...HOME, points: 2 }), 'edit', { points: 3 })).toBe(
      'Score changed 2–0 → 3–0',
    )
  })
})
