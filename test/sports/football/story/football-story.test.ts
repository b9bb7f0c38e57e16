import { describe, expect, it } from 'vitest'
import type { StoryEntry } from '../../../../src/sports/contract/presentation.ts'
import { football } from '../../../../src/sports/football/index.ts'
import { footballStory } from '../../../../src/sports/football/story/football-story.ts'
import { presentationOf } from '../../../../src/sports/presentations.ts'
import { MatchBuilder } from '../../../support/sports/match-builder.ts'
import { lineOf, tellEvents } from '../../../support/sports/tell-events.ts'

type Sent = Parameters<typeof tellEvents>[1]

const story = (events: Sent, format: unknown = 'league') =>
  tellEvents(new MatchBuilder(football, format), events).map(lineOf)
const home = { team: 'home' } as const
const away = { team: 'away' } as const

describe('the story of a football match', () => {
  it('kicks off once and has one half-time, with the score', () => {
    expect(
      story([
        { type: 'match_start' },
        { type: 'period_start', period: 1 },
        { type: 'goal', ...home, player: 'Ivo', assist: 'Sam', kind: 'header', clock: '12' },
        { type: 'period_end', period: 1 },
        { type: 'break_start', kind: 'half_time' },
        { type: 'period_start', period: 2 },
        { type: 'period_end', period: 2 },
        { type: 'match_end' },
        { type: 'match_final' },
      ]),
    ).toEqual([
      'Kick-off',
      "12' Ivo (Header · Assist: Sam) 1–0",
      'Half-time 1–0',
      'Second half begins',
      'Full time 1–0',
      'Result confirmed',
    ])
  })

  it('has the right score whatever changed it', () => {
    expect(
      story([
        { type: 'period_start', period: 1 },
        { type: 'score_set', score: { home: 2, away: 1 } },
        { type: 'period_end', period: 1 },
        { type: 'period_start', period: 2 },
        { type: 'goal', ...away, clock: '50' },
        { type: 'score_adjust', ...home, points: 1, reason: 'counted again' },
        { type: 'match_end' },
        { type: 'result_set', result: { winner: 'away', method: 'awarded' }, awardedScore: { home: 0, away: 3 } },
      ]),
    ).toEqual([
      'Kick-off',
      'Score 2–1',
      'Half-time 2–1',
      'Second half begins',
      "50' Goal 2–2",
      'Score corrected, +1 (Counted again) 3–2',
      'Full time 3–2',
      'Result (Blues won (awarded)) 0–3',
    ])
  })

  it('says who comes on for whom, how a penalty was missed and what the VAR decided', () => {
    expect(
      story([
        { type: 'period_start', period: 1 },
        { type: 'substitution', ...home, off: 'Ana', on: 'Kei', clock: '60' },
        { type: 'substitution', ...home, off: 'Teo', clock: '61' },
        { type: 'var_start', subject: 'penalty', clock: '70' },
        { type: 'var_end', decision: 'penalty', clock: '72' },
        { type: 'penalty_awarded', ...away, clock: '72' },
        { type: 'penalty_missed', ...away, player: 'Ren', outcome: 'post', clock: '73' },
        { type: 'card', ...home, player: 'Pim', card: 'second_yellow', clock: '74' },
        { type: 'injury_time', minutes: 1 },
        { type: 'water_break_start' },
      ]),
    ).toEqual([
      'Kick-off',
      "60' Kei (for Ana)",
      "61' Teo (goes off)",
      "70' VAR check (Penalty)",
      "72' VAR: penalty given",
      "72' Penalty to Blues",
      "45+28' Ren (Penalty against the post)",
      "45+29' Pim (Second yellow card)",
      '1 minute added',
      'Drinks break',
    ])
  })

  it('tells of a postponement and of an unknown type as what they are', () => {
    expect(
      story([
        { type: 'status_set', status: 'postponed', reason: 'waterlogged pitch' },
        { type: 'red_card', ...home, player: 'Pim' },
        { type: 'note', text: 'The teams are out.' },
      ]),
    ).toEqual([
      'Postponed (Waterlogged pitch)',
      '“red_card” (not counted: no such event in this sport · Pim)',
      'The teams are out.',
    ])
  })

  it('counts the kicks of a shoot-out and says which one won it', () => {
    const kicks = 'H+ A- H+ A- H+ A-'.split(' ').map((each) => ({
      type: 'shootout_kick',
      ...(each.startsWith('H') ? home : away),
      scored: each.endsWith('+'),
    }))
    expect(story([{ type: 'shootout_start', first: 'home' }, ...kicks], 'cup')).toEqual([
      'Penalty shoot-out (Reds kick first)',
      'Penalty (Scored) 1–0',
      'Penalty (Missed) 1–0',
      'Penalty (Scored) 2–0',
      'Penalty (Missed) 2–0',
      'Penalty (Scored) 3–0',
      'Penalty (Missed · Reds win the shoot-out) 3–0',
    ])
  })

  it('has words of its own for every event type that is told', () => {
    const told = Object.entries(football.events).flatMap(([type]) => {
      const fields = {
        team: 'home',
        card: 'yellow',
        subject: 'goal',
        decision: 'goal',
        kind: 'x',
        text: 'x',
        period: 1,
      }
      const entry = { event: { id: 'x', type, ...fields }, isDeleted: false }
      const { state } = new MatchBuilder(football)
      return footballStory.tell([{ ...entry, before: state, after: state } as StoryEntry], state)
    })
    expect(told.filter(({ item }) => item.tone === 'unknown')).toEqual([])
  })
})

describe('the panels of a football match', () => {
  it('say who came on for whom, and when, also in the line-up', () => {
    const m = new MatchBuilder(football, 'league')
    const send = (type: string, fields: object): StoryEntry => {
      const before = m.state
      const event = { id: `p${m.seq}`, type, ...fields } as StoryEntry['event']
      m.send(type, event)
      return { event, isDeleted: false, before, after: m.state }
    }
    const entries = [
      send('period_start', { period: 1 }),
      send('substitution', { ...home, off: 'Ana', on: 'Kei', clock: '30' }),
    ]
    const text = () => JSON.stringify(presentationOf('football').panels(m.state, entries))
    expect(text()).toContain('"text":"Kei for Ana","aside":"30\'"')
    entries.push(send('lineup', { ...home, starting: ['Ana', 'Bo'], bench: ['Kei'] }))
    expect(text()).toContain('"name":"Ana","note":"off 30\'"')
    expect(text()).toContain('"name":"Kei","note":"on 30\'"')
    expect(text()).not.toContain('Kei for Ana')
  })
})
