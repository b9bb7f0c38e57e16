import { isEqual } from '../../match/merge-patch.ts'
import type { Fixture } from '../../match/state.ts'
import { applyCommon, changeStatus, withDerivedResult } from '../common/apply.ts'
import { commonKeyEvents } from '../common/events.ts'
import { startState } from '../common/state.ts'
import { isSealed } from '../common/status.ts'
import { ordinal } from '../common/text/words.ts'
import { defineSport } from '../contract/sport.ts'
import { inningsAt, lineScore, namedInnings } from '../engines/innings/innings.ts'
import { cricketCorrections, cricketFigures, turnsInnings } from './corrections.ts'
import { cricketDetail, currentInnings, properInnings, type ReducedCricket, withDetail, withInnings } from './detail.ts'
import { type CricketEvent, cricketEvents, type EventNamed } from './events.ts'
import { cricketFormat, cricketPresets } from './format.ts'
import { cricketPhases } from './phases.ts'
import { readCricketPlace } from './place.ts'
import { cricketResult } from './result/result.ts'
import { cricketResultText } from './result/result-text.ts'
import { cricketScoreline } from './scoreline.ts'
import { applyBatterIn, applyBowlerChange, applyOverEnd, applyWicket } from './scoring/between-balls.ts'
import { resumePlay, startBreak, withPhase } from './scoring/breaks.ts'
import { applyDelivery } from './scoring/delivery.ts'
import { announce, closeInnings, reduceOvers, refresh, reviseTarget, startInnings } from './scoring/innings.ts'
import { withLaws } from './scoring/laws.ts'
import { applyPenalty, applyScore, payOwed, setScore } from './scoring/runs.ts'
import { cricketSurprises, cricketWarnings } from './surprises.ts'

export const cricket = defineSport({
  name: 'cricket',
  title: 'Cricket',
  about:
    'Cricket ball by ball, from one innings each to five days: totals, overs, batting and bowling figures, targets and results follow from the deliveries. DLS comes from outside.',
  format: cricketFormat,
  presets: cricketPresets,
  events: cricketEvents,
  detail: cricketDetail,
  phases: cricketPhases,
  start,
  apply,
  readPlace: readCricketPlace,
  scoreline: cricketScoreline,
  resultText: cricketResultText,
  surprises: cricketSurprises,
  warnings: cricketWarnings,
  mayGoOn: ({ endedByLaw }) => endedByLaw === true,
  corrections: cricketCorrections,
  figures: cricketFigures,
  turns: turnsInnings,
  keyEvents: new Set([
    ...commonKeyEvents,
    'toss',
    'innings_start',
    'innings_end',
    'declaration',
    'follow_on',
    'wicket',
    'penalty_runs',
    'overs_reduced',
    'target_revised',
    'super_over_start',
    'score',
  ]),
  isKeyEvent: (event) =>
    (event.type === 'delivery' && (event.boundary !== undefined || (event.wickets?.length ?? 0) > 0)) ||
    (event.type === 'break_start' && event.kind !== 'drinks'),
})

function start(fixture: Fixture): ReducedCricket {
  // Parsed once already: a second time would bring back the limits that null took away.
  const format = fixture.format ?? cricketFormat.parse({})
  const state = startState(fixture, { phase: 'pre_match', format, detail: { innings: {} } })
  return { state, memory: { innings: {}, next: {} } }
}

function apply(reduced: ReducedCricket, event: CricketEvent, at: number): ReducedCricket {
  const lawful = withLaws(payOwed(applyEvent(reduced, event, at), reduced), { before: reduced, event, at })
  const applied = withLineScore(withPhase(lawful), reduced)
  return withDerivedResult(applied, ({ state }) => cricketResult(state))
}

/** Brings the line score up to date, if an innings has changed. */
function withLineScore(reduced: ReducedCricket, before: ReducedCricket): ReducedCricket {
  const { innings } = reduced.state.detail
  if (innings === before.state.detail.innings) return reduced
  const periods = lineScore(properInnings(innings), ordinal)
  return isEqual(periods, reduced.state.periods) ? reduced : { ...reduced, state: { ...reduced.state, periods } }
}

function applyEvent(reduced: ReducedCricket, event: CricketEvent, at: number): ReducedCricket {
  switch (event.type) {
    case 'delivery':
      return applyDelivery(resumePlay(reduced, at), event)
    case 'toss': {
      const { winner, decision } = event
      const tossed = withDetail(reduced, { toss: { winner, decision } })
      return reduced.state.phase === 'pre_match' ? { ...tossed, state: { ...tossed.state, phase: 'toss' } } : tossed
    }
    case 'innings_start':
    case 'period_start':
      return startInnings(goLive(resumePlay(reduced, at), at), {
        ...event,
        n: namedInnings(event),
        batting: event.type === 'innings_start' ? (event.batting ?? event.team) : event.team,
      })
    case 'innings_end':
      return closeInnings(reduced, { n: namedInnings(event), reason: event.reason, absent: event.absent })
    case 'period_end':
      return closeInnings(reduced, { n: namedInnings(event) })
    case 'declaration':
      return closeInnings(reduced, { n: namedInnings(event), reason: 'declared' })
    case 'follow_on':
      return announce(reduced, { followOn: true })
    case 'super_over_start':
      return startSuperOver(reduced, event, at)
    case 'wicket':
      return applyWicket(reduced, event)
    case 'over_end':
      return applyOverEnd(reduced, event)
    case 'bowler_change':
      return applyBowlerChange(reduced, event)
    case 'batter_in':
      return applyBatterIn(reduced, event)
    case 'penalty_runs':
      return applyPenalty(reduced, event)
    case 'overs_reduced':
      return reduceOvers(reduced, event, namedInnings(event))
    case 'target_revised': {
      const { runs, overs, balls, method } = event
      const limits = {
        ...(overs !== undefined && { oversLimit: overs }),
        ...(balls !== undefined && { ballsLimit: balls }),
      }
      return reviseTarget(reduced, { n: namedInnings(event), target: runs, targetMethod: method, limits })
    }
    case 'player_of_match':
      return withDetail(reduced, { playerOfMatch: event.player })
    case 'lineup':
      return reduced
    case 'par':
      return withDetail(reduced, { par: event.runs })
    case 'powerplay':
      return applyPowerplay(reduced, event)
    case 'break_start':
      return startBreak(reduced, event.kind, at)
    case 'break_end':
      return resumePlay(reduced, at)
    case 'review_end':
      return applyCommon(countReview(reduced, event), event, at)
    case 'score':
    case 'score_adjust':
      return applyScore(reduced, event, at)
    case 'score_set':
      return setScore(reduced, event, at)
    default:
      return applyCommon(reduced, event, at)
  }
}

function goLive(reduced: ReducedCricket, at: number): ReducedCricket {
  return isSealed(reduced.state.status) ? reduced : changeStatus(reduced, 'live', at)
}

function startSuperOver(reduced: ReducedCricket, { n }: EventNamed<'super_over_start'>, at: number): ReducedCricket {
  const before = reduced.state.detail.superOvers
  const superOver = n ?? Object.keys(before ?? {}).length + 1
  const awaited = withDetail(announce(goLive(reduced, at), { superOver }), {
    superOver,
    superOvers: { [superOver]: { home: 0, away: 0 }, ...before },
  })
  return { ...awaited, state: { ...awaited.state, phase: `super_over_${superOver}` } }
}

function applyPowerplay(reduced: ReducedCricket, event: EventNamed<'powerplay'>): ReducedCricket {
  const { n, from, to, kind } = event
  const innings =
    inningsAt(reduced.state.detail.innings, namedInnings({ ...event, n: undefined })) ?? currentInnings(reduced.state)
  if (innings === undefined) return reduced
  const powerplay = { from, to, ...(kind !== undefined && { kind }) }
  return refresh(withInnings(reduced, { ...innings, powerplays: { ...innings.powerplays, [n]: powerplay } }))
}

/** A review that changed nothing is lost, unless it was the umpire's call. */
function countReview(reduced: ReducedCricket, event: EventNamed<'review_end'>): ReducedCricket {
  const { pending, detail } = reduced.state
  const { reviews } = detail
  const asked = pending.findLast(({ id, subject }) => subject !== undefined && (event.review ?? id) === id)
  const team = event.team ?? asked?.team
  if (team === undefined || reviews === undefined || event.decision !== 'struck_down' || event.umpiresCall)
    return reduced
  return withDetail(reduced, { reviews: { ...reviews, [team]: Math.max(0, reviews[team] - 1) } })
}
