import { describe, expect, it } from 'vitest'
import { STATUSES, type Status } from '../../../src/match/state.ts'
import { isNormalTransition } from '../../../src/sports/common/status.ts'
import { generic } from '../../../src/sports/generic/index.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'

const codes = (outcome: { warnings: readonly { code: string }[] }) => outcome.warnings.map(({ code }) => code)

describe('the status of a match', () => {
  const normal: Record<Status, Status[]> = {
    scheduled: ['delayed', 'live', 'postponed', 'cancelled', 'ended', 'abandoned'],
    delayed: ['live', 'postponed', 'cancelled', 'abandoned'],
    postponed: ['scheduled', 'cancelled'],
    live: ['interrupted', 'suspended', 'ended', 'abandoned'],
    interrupted: ['live', 'suspended', 'abandoned', 'ended'],
    suspended: ['live', 'abandoned', 'ended'],
    ended: ['final', 'live'],
    abandoned: ['final', 'scheduled'],
    cancelled: [],
    final: [],
  }
  const pairs = STATUSES.flatMap((from) => STATUSES.map((to) => ({ from, to })))

  it.each(pairs)('[H4] from $from to $to is applied, with a warning if it is unusual', ({ from, to }) => {
    const isExpected = from === to || normal[from].includes(to)
    expect(isNormalTransition(from, to)).toBe(isExpected)
    const m = new MatchBuilder(generic)
    m.send('status_set', { status: from })
    const { warnings } = m.send('status_set', { status: to, reason: 'because' })
    expect(warnings.map(({ code }) => code)).toEqual(
      isExpected ? [] : [expect.stringMatching(/^(unexpected-transition|after-final)$/)],
    )
    expect(m.state).toMatchObject({ status: to, statusReason: 'because' })
  })

  it('[H4] what was awarded is final without having been played', () => {
    const m = new MatchBuilder(generic)
    m.send('result_set', { result: { winner: 'home', method: 'awarded' } })
    expect(m.send('match_final').warnings).toEqual([])
    expect(m.state).toMatchObject({ status: 'final', result: { winner: 'home' } })
    expect(new MatchBuilder(generic).send('match_final').warnings).toMatchObject([{ code: 'unexpected-transition' }])
  })

  it('keeps no reason of an earlier status', () => {
    const m = new MatchBuilder(generic)
    m.send('match_start')
    m.send('status_set', { status: 'suspended', reason: 'rain' })
    m.send('interruption_end')
    expect(m.state.status).toBe('live')
    expect(m.state).not.toHaveProperty('statusReason')
  })

  it('becomes live with the first period when the start was not reported', () => {
    const m = new MatchBuilder(generic)
    expect(codes(m.send('period_start', { period: 1 }))).toEqual([])
    expect(m.state.status).toBe('live')
  })
})

describe('a result', () => {
  it('appears when play is over and goes when it goes on', () => {
    const m = new MatchBuilder(generic)
    m.send('match_start')
    m.send('score', { team: 'home', points: 3 })
    m.send('match_end')
    expect(m.state.result).toEqual({ winner: 'home', method: 'regulation', text: 'Reds won 3–0' })
    m.send('status_set', { status: 'live' })
    expect(m.state).not.toHaveProperty('result')
  })

  it('that was given goes too when play goes on, and is derived at the next end', () => {
    const m = new MatchBuilder(generic)
    m.send('match_start')
    m.send('match_end')
    m.send('result_set', { result: { winner: 'home', method: 'forfeit' } })
    m.send('status_set', { status: 'live' })
    m.send('score', { team: 'away', points: 1 })
    m.send('match_end')
    expect(m.state.result).toMatchObject({ winner: 'away', method: 'regulation' })
  })

  it('is none for an abandoned match until it is given or closed', () => {
    const m = new MatchBuilder(generic)
    m.send('match_start')
    m.send('score', { team: 'home', points: 3 })
    m.send('status_set', { status: 'abandoned' })
    expect(m.state).not.toHaveProperty('result')
    m.send('match_final')
    expect(m.state.result).toMatchObject({ winner: 'none', method: 'no_result' })
  })
})

describe('a timeout', () => {
  it('shows until it ends or play goes on', () => {
    const m = new MatchBuilder(generic)
    m.send('match_start')
    m.send('timeout', { team: 'home', kind: 'full' })
    expect(m.state.timeout).toEqual({ team: 'home', kind: 'full' })
    m.send('timeout_end')
    expect(m.state).not.toHaveProperty('timeout')
    m.send('timeout')
    m.send('period_start', { period: 2 })
    expect(m.state).not.toHaveProperty('timeout')
  })
})

describe('a review', () => {
  it('is decided by id, or all at once', () => {
    const m = new MatchBuilder(generic)
    m.send('review_start', { id: 'r1', subject: 'line call', team: 'home' })
    m.send('review_start', { id: 'r2', subject: 'foul' })
    m.send('review_start', { id: 'r3', subject: 'clock' })
    m.send('review_end', { decision: 'in', review: 'r2' })
    expect(m.state.pending.map(({ id }) => id)).toEqual(['r1', 'r3'])
    expect(m.state.pending[0]).toEqual({
      id: 'r1',
      type: 'review_start',
      status: 'under_review',
      subject: 'line call',
      team: 'home',
    })
    m.send('review_end', { decision: 'out' })
    expect(m.state.pending).toEqual([])
  })
})
