import { describe, expect, it } from 'vitest'
import { sportNamed } from '../../../../src/sports/registry.ts'
import { MatchBuilder } from '../../../support/sports/match-builder.ts'
import { lineOf, tellEvents } from '../../../support/sports/tell-events.ts'

describe('the line of an event of a game', () => {
  it.each([
    ['american-football', { type: 'play', down: 3, distance: 4, spot: 'KC 35', yards: 7 }, '3rd & 4 at KC 35, 7 yards'],
    ['american-football', { type: 'play', down: 1, distance: 10, yards: 0 }, '1st & 10, no gain'],
    ['american-football', { type: 'play', yards: 1 }, 'Play, 1 yard'],
    ['american-football', { type: 'sack', player: 'Ada', yards: -8 }, 'Sack, loss of 8 (Ada)'],
    [
      'american-football',
      { type: 'touchdown', kind: 'pass', yards: 32, player: 'Ada' },
      'Touchdown: pass, 32 yards (Ada)',
    ],
    ['american-football', { type: 'punt', yards: 51 }, 'Punt, 51 yards'],
    ['american-football', { type: 'penalty', kind: 'holding', yards: 10 }, 'Flag: holding, 10 yards'],
    ['american-football', { type: 'field_goal', made: false, yards: 61 }, 'Field goal missed, 61 yards'],
    ['ice-hockey', { type: 'goal', player: 'Ada', assist: 'Kim', secondAssist: 'Bo' }, 'Goal (Ada (Kim, Bo))'],
    ['ice-hockey', { type: 'goal', assist: 'Kim' }, 'Goal (Assist: Kim)'],
    ['futsal', { type: 'goal', player: 'Ada', assist: 'Kim' }, 'Goal (Ada (Kim))'],
    ['handball', { type: 'period_end', period: 1 }, 'End of first half'],
    ['ice-hockey', { type: 'period_end', period: 1 }, 'End of 1st period'],
    ['american-football', { type: 'period_start', period: 1 }, '1st quarter begins'],
    ['ice-hockey', { type: 'score', points: 1, player: 'Ada' }, 'Goal (Ada)'],
    ['handball', { type: 'score', points: 2 }, '2 goals'],
    ['basketball', { type: 'score', points: 1 }, '1 point'],
    ['basketball', { type: 'field_goal', points: 3, player: 'Ada', assist: 'Kim' }, 'Three-pointer (Ada (Kim))'],
    ['basketball', { type: 'free_throw', made: true, n: 1, of: 2, player: 'Ada' }, 'Free throw 1 of 2 made (Ada)'],
    ['basketball', { type: 'free_throw', made: false }, 'Free throw missed'],
    ['basketball', { type: 'missed_shot', points: 3, player: 'Ada' }, 'Three-pointer missed (Ada)'],
  ])('%s: %o', (name, event, line) => {
    const sport = sportNamed(name)
    if (sport === undefined) throw new Error(`no sport ${name}`)
    const match = new MatchBuilder(sport)
    match.send('period_start', { period: 1 })
    const [item] = tellEvents(match, [{ team: 'home', ...event }])
    expect(item && lineOf({ ...item, score: '' })).toBe(line)
  })
})
