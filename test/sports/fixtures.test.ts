import { describe, expect, it } from 'vitest'
import { parseFixture } from '../../src/sports/contract/reading/parse-fixture.ts'
import type { FootballDetail } from '../../src/sports/football/detail.ts'
import { football } from '../../src/sports/football/index.ts'
import { sports } from '../../src/sports/registry.ts'
import { MatchBuilder, type Outcome } from '../support/sports/match-builder.ts'
import { type Line, readRecording, sendLine } from '../support/sports/recording.ts'

/** Plays a file of `fixtures/` as a feed would send it. */
function play(
  name: string,
  each: (match: MatchBuilder, line: Line, outcome: Outcome) => void = () => {},
): MatchBuilder {
  const { head, lines } = readRecording(`${name}.ndjson`)
  const { match: id, ...fixture } = head['fixture'] as Record<string, unknown>
  parseFixture(String(id), fixture, sports)
  const match = new MatchBuilder(football, fixture['format'])
  for (const line of lines) each(match, line, sendLine(match, line))
  return match
}

describe('fixtures/world-cup-final-2022.ndjson', () => {
  it('is taken without a warning and ends 3–3, 4–2 on penalties', () => {
    const match = play('world-cup-final-2022', (_, line, { status, warnings }) => {
      expect({ line, status, warnings }).toMatchObject({ status: 'applied', warnings: [] })
    })
    expect(match.state).toMatchObject({
      status: 'final',
      phase: 'ended',
      score: { home: 3, away: 3 },
      result: { winner: 'home', method: 'shootout', text: 'Reds won on penalties, 3–3 (4–2 pens)' },
      periods: [
        { label: '1H', home: 2, away: 0 },
        { label: '2H', home: 0, away: 2 },
        { label: 'ET1', home: 0, away: 0 },
        { label: 'ET2', home: 1, away: 1 },
      ],
    })
    const detail = match.state.detail as FootballDetail
    expect(detail).toMatchObject({
      halfTime: { home: 2, away: 0 },
      fullTime: { home: 2, away: 2 },
      extraTime: { home: 3, away: 3 },
      substitutions: { home: 6, away: 6 },
      yellowCards: { home: 5, away: 3 },
      players: { home: 11, away: 11 },
      shootout: { first: 'away', home: 4, away: 2, decided: 'home' },
    })
    expect(detail.scorers.map(({ player, minute }) => `${player} ${minute}`)).toEqual([
      "Lionel Messi 23'",
      "Ángel Di María 36'",
      "Kylian Mbappé 80'",
      "Kylian Mbappé 81'",
      "Lionel Messi 108'",
      "Kylian Mbappé 118'",
    ])
  })

  it('is decided by the last kick and by none before', () => {
    const decided: unknown[] = []
    play('world-cup-final-2022', (match, line) => {
      if (line['type'] === 'shootout_kick') decided.push((match.state.detail as FootballDetail).shootout?.decided)
    })
    expect(decided).toEqual([...Array(7).fill(undefined), 'home'])
  })
})

describe('fixtures/var-drama.ndjson', () => {
  it('shows each review while it lasts, and each correction at once', () => {
    const scores: string[] = []
    const corrections: string[] = []
    const match = play('var-drama', ({ state }, _, { status, warnings, correction }) => {
      expect({ status, warnings }).toEqual({ status: 'applied', warnings: [] })
      const text = `${state.score.home}-${state.score.away}${state.pending.length > 0 ? ' review' : ''}`
      if (text !== scores.at(-1)) scores.push(text)
      if (correction) corrections.push(correction)
    })
    expect(scores).toEqual([
      '0-0',
      '1-0',
      '2-0',
      '2-0 review',
      '1-0 review',
      '1-0',
      '1-0 review',
      '1-1 review',
      '1-1',
      '2-1',
    ])
    expect(corrections).toEqual(['goal_disallowed', 'card_rescinded', 'card_restored', 'goal_changed'])
    expect(match.state).toMatchObject({
      status: 'final',
      result: { winner: 'home', method: 'regulation', text: 'Reds won 2–1' },
      detail: { redCards: { away: 1 }, players: { away: 10 }, halfTime: { home: 1, away: 0 } },
    })
  })
})
