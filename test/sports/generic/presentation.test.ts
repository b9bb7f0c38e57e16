import { describe, expect, it } from 'vitest'
import { generic } from '../../../src/sports/generic/index.ts'
import { genericPresentation } from '../../../src/sports/generic/presentation.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'
import { lineOf, tellEvents } from '../../support/sports/tell-events.ts'

describe('a sport that has no rules here', () => {
  it('shows its detail as a table, a column for each side where there are two numbers', () => {
    const m = new MatchBuilder(generic)
    const detail = { ends: 7, hammer: 'home', is_power_play: true, stones: { home: 3, away: 2 }, order: [1, 2] }
    m.send('score_set', { score: { home: 4, away: 2 }, detail })
    expect(genericPresentation.panels(m.state).at(-1)).toEqual({
      title: 'Detail',
      blocks: [
        {
          kind: 'table',
          look: 'card',
          columns: [{ text: 'Detail', isSpoken: true }, { text: 'Reds' }, { text: 'Blues' }],
          rows: [
            { key: 'ends', name: 'Ends', cells: [{ text: '7' }, { text: '' }] },
            { key: 'hammer', name: 'Hammer', cells: [{ text: 'home' }, { text: '' }] },
            { key: 'is_power_play', name: 'Is power play', cells: [{ text: 'yes' }, { text: '' }] },
            { key: 'stones', name: 'Stones', cells: [{ text: '3' }, { text: '2' }] },
            { key: 'order', name: 'Order', cells: [{ text: '1, 2' }, { text: '' }] },
          ],
        },
      ],
    })
  })

  it('has a row for each kind of card, with a column for each side', () => {
    const m = new MatchBuilder(generic, {})
    m.send('match_start')
    m.send('card', { team: 'home', card: 'yellow' })
    const [panel] = genericPresentation.panels(m.state).filter(({ title }) => title === 'Detail')
    expect(panel?.blocks).toMatchObject([{ rows: [{ name: 'Cards: yellow', cells: [{ text: '1' }, { text: '0' }] }] }])
  })

  it('tells its periods by the names on the board, and what it does not know apart', () => {
    const m = new MatchBuilder(generic, { periodLabel: 'Q' })
    const told = tellEvents(m, [
      { type: 'period_start', period: 1 },
      { type: 'score', team: 'home', points: 3, player: 'Ada' },
      { type: 'clock', action: 'stop' },
      { type: 'timeout', team: 'away' },
      { type: 'three_pointer', team: 'home' },
      { type: 'period_end', period: 1 },
      { type: 'status_set', status: 'delayed', reason: 'floodlights' },
    ])
    expect(told.map(lineOf)).toEqual([
      'Q1 begins',
      '3 points (Ada) 3–0',
      'Timeout',
      '“three_pointer” (not counted: no such event in this sport)',
      'End of Q1 3–0',
      'Start delayed (Floodlights)',
    ])
  })
})
