import { parseClock } from '../../match/clock.ts'
import type { MatchEvent } from '../../match/event.ts'
import { isEqual } from '../../match/merge-patch.ts'
import { PERIOD_START_MS, type Place } from '../../match/order.ts'
import type { Fixture, MatchState } from '../../match/state.ts'
import { ABANDONED, changeStatus, withDerivedResult } from '../common/apply.ts'
import { awardOf } from '../common/awarded.ts'
import { commonKeyEvents } from '../common/events.ts'
import { onState, startState, withoutReview, withReview } from '../common/state.ts'
import { isOver, isSealed } from '../common/status.ts'
import type { ClockFace } from '../contract/finish.ts'
import { defineSport } from '../contract/sport.ts'
import { readClockedPlace } from '../engines/clocked/place.ts'
import { advanceClock, applyClocked, withPhase } from '../engines/clocked/play.ts'
import { creditPoints, isInTotal } from '../engines/clocked/score.ts'
import { shootoutFigures } from '../engines/game/corrections.ts'
import { footballCorrections } from './corrections.ts'
import { type FootballDetail, footballDetail } from './detail.ts'
import { type FootballEvent, footballEvents, type GoalEvent } from './events.ts'
import { type FootballFormat, footballFormat, footballPresets } from './format.ts'
import { remember } from './memory.ts'
import { clockNow, minuteOf } from './minute.ts'
import { footballPhases, footballRules, laterPeriods } from './periods.ts'
import { bookCard } from './players/cards.ts'
import { listLineup } from './players/lineup.ts'
import { countChange, listMiss, listScorer } from './players/players.ts'
import { enterSinBin, leaveSinBin, withoutServed } from './players/sin-bin.ts'
import { formatOf, onDetail, type ReducedFootball, rulesOf } from './reduced.ts'
import { abandonIfTooFew, endIfGolden, endIfSilver } from './result/endings.ts'
import { footballResult, footballResultText, partScores } from './result/result.ts'
import { addKick, beginShootout, openShootout, tellShootout } from './result/shootout.ts'
import { aggregateOf } from './result/tie.ts'
import { footballScoreline } from './scoreline.ts'
import { countOne, countShot, setStatistics } from './statistics.ts'
import { footballSurprises, footballWarnings } from './surprises.ts'

export const football = defineSport({
  name: 'football',
  title: 'Football',
  about:
    'Association football: periods with a running clock, cards, substitutions and reviews; extra time of every kind, kicks from the penalty mark, ties over two legs.',
  format: footballFormat,
  presets: footballPresets,
  events: footballEvents,
  detail: footballDetail,
  phases: footballPhases,
  start,
  apply,
  readPlace,
  scoreline: footballScoreline,
  clockFace,
  resultText: footballResultText,
  surprises: footballSurprises,
  warnings: footballWarnings,
  // Feeds that tell reviews by their decisions alone: it names none, and none is open.
  isShownOnly: (event) => event.type === 'var_end' && event.review === undefined,
  once: new Set(['goal', 'card', 'substitution', 'penalty_missed']),
  corrections: footballCorrections,
  figures: ({ detail }) => shootoutFigures(detail),
  keyEvents: new Set([
    ...commonKeyEvents,
    'break_start',
    'score',
    'goal',
    'penalty_awarded',
    'penalty_missed',
    'card',
    'sin_bin',
    'substitution',
    'var_start',
    'var_end',
    'shootout_start',
    'shootout_kick',
  ]),
})

/** Minutes, with stoppage time beyond the end of the period. */
function clockFace({ format, period }: MatchState): ClockFace {
  return { show: 'minute', limitMs: period && footballRules(format as FootballFormat).plan(period.n)?.endMs }
}

function start(fixture: Fixture): ReducedFootball {
  const format = footballFormat.parse(fixture.format ?? {})
  const detail: FootballDetail = {
    scorers: [],
    bookings: [],
    yellowCards: { home: 0, away: 0 },
    redCards: { home: 0, away: 0 },
    players: { home: format.playersPerSide, away: format.playersPerSide },
    substitutions: { home: 0, away: 0 },
  }
  return withDerived({ state: startState(fixture, { phase: 'pre_match', detail, format }), memory: {} })
}

function apply(reduced: ReducedFootball, event: FootballEvent, at: number): ReducedFootball {
  const ahead = onDetail(advanceClock(rulesOf(reduced), reduced, event, at), (detail) =>
    withoutServed(detail, event.clock),
  )
  const applied = applyEvent(ahead, event, at)
  const memory = remember(applied.memory, event)
  const next = memory === applied.memory ? applied : { ...applied, memory }
  // What follows from a state follows from it once: most events change nothing, and of them a long match has thousands.
  return next === reduced ? reduced : withDerived(next)
}

function applyEvent(reduced: ReducedFootball, event: FootballEvent, at: number): ReducedFootball {
  const rules = rulesOf(reduced)
  switch (event.type) {
    case 'goal':
      if (reduced.memory.isDecided && isOver(reduced.state.status)) return reduced
      return endIfGolden(scoreGoal(reduced, event, at), event, at)
    case 'penalty_missed':
      return onDetail(reduced, (detail) => listMiss(detail, event, minuteOf(reduced, event, at)))
    case 'lineup':
      return onDetail(reduced, (detail) => listLineup(detail, event))
    case 'statistics':
      return onDetail(reduced, (detail) => setStatistics(detail, event))
    case 'corner':
      return onDetail(reduced, (detail) => countOne(detail, 'corners', event.team))
    case 'foul':
      return onDetail(reduced, (detail) => countOne(detail, 'fouls', event.team))
    case 'offside':
      return onDetail(reduced, (detail) => countOne(detail, 'offsides', event.team))
    case 'shot':
      return onDetail(reduced, (detail) => countShot(detail, event.team, event.outcome === 'saved'))
    case 'card': {
      const minute = minuteOf(reduced, event, at)
      return abandonIfTooFew(
        onDetail(reduced, (detail) => bookCard(detail, reduced.memory, event, minute)),
        at,
      )
    }
    case 'sin_bin': {
      const nowMs = event.clock === undefined ? clockNow(reduced, at) : (parseClock(event.clock)?.ms ?? 0)
      return onDetail(reduced, (detail) => enterSinBin(detail, event, nowMs, formatOf(reduced).sinBinMin))
    }
    case 'sin_bin_end':
      return onDetail(reduced, (detail) => leaveSinBin(detail, event.team, event.player))
    case 'substitution':
      return onDetail(reduced, (detail) => countChange(detail, event))
    case 'injury_time':
      return onDetail(reduced, (detail) => ({ ...detail, stoppage: event.minutes }))
    case 'period_start':
      return applyClocked(rules, onDetail(reduced, withoutStoppage), event, at)
    case 'period_end':
      return endIfSilver(applyClocked(rules, onDetail(reduced, withoutStoppage), event, at), at)
    case 'shootout_start':
      return beginShootout(
        isSealed(reduced.state.status) ? reduced : changeStatus(reduced, 'live', at),
        event.first,
        at,
      )
    case 'shootout_kick': {
      const { shootoutKicks } = formatOf(reduced)
      return onDetail(beginShootout(reduced, undefined, at), (detail) => ({
        ...detail,
        shootout: addKick(detail.shootout ?? openShootout(event.team), event, shootoutKicks),
      }))
    }
    case 'var_start':
      return onState(reduced, (state) => withReview(state, event))
    case 'var_end':
      return onState(reduced, (state) => withoutReview(state, event.review))
    case 'score_set': {
      const { detail, shootout = detail?.shootout, ...common } = event
      return tellShootout(applyClocked(rules, reduced, common, at), shootout, at)
    }
    case 'result_set': {
      const { awardedScore } = event
      const given = tellShootout(applyClocked(rules, reduced, event, at), event.shootout, at)
      if (awardedScore === undefined) return given
      return onDetail(given, (detail) => ({ ...detail, ...awardOf(detail, reduced.state, awardedScore) }))
    }
    case 'penalty_awarded':
    case 'free_kick':
    case 'goal_kick':
    case 'throw_in':
    case 'save':
    case 'injury':
    case 'water_break_start':
    case 'water_break_end':
      return reduced
    default:
      return applyClocked(rules, reduced, event, at)
  }
}

function scoreGoal(reduced: ReducedFootball, event: GoalEvent, at: number): ReducedFootball {
  const credited = isInTotal(reduced.memory, event) ? reduced : creditPoints(rulesOf(reduced), reduced, event, 1)
  return onDetail(credited, (detail) => listScorer(detail, event, minuteOf(reduced, event, at)))
}

/** With what follows from the rest of the state: phase, scores of the parts, aggregate, result. */
function withDerived(reduced: ReducedFootball): ReducedFootball {
  const format = formatOf(reduced)
  const derived = onDetail(withPhase(rulesOf(reduced), reduced), (before) => {
    const { halfTime, fullTime, extraTime } = partScores(format, reduced.state, reduced.memory.endedPeriod ?? 0)
    const aggregate = aggregateOf(format, reduced.state.score)
    const isInShootout = reduced.state.period?.n === laterPeriods(format).shootout
    const opened = isInShootout && !before.shootout ? openShootout(undefined) : undefined
    const isAsBefore =
      isEqual(halfTime, before.halfTime) &&
      isEqual(fullTime, before.fullTime) &&
      isEqual(extraTime, before.extraTime) &&
      isEqual(aggregate, before.aggregate)
    if (isAsBefore && opened === undefined) return before
    const { halfTime: _, fullTime: __, extraTime: ___, aggregate: ____, ...rest } = before
    return {
      ...rest,
      ...(halfTime && { halfTime }),
      ...(fullTime && { fullTime }),
      ...(extraTime && { extraTime }),
      ...(aggregate && { aggregate }),
      ...(opened && { shootout: opened }),
    }
  })
  return withDerivedResult(derived, ({ state }) => footballResult(format, state), ABANDONED)
}

function withoutStoppage(detail: FootballDetail): FootballDetail {
  if (detail.stoppage === undefined) return detail
  const { stoppage: _, ...rest } = detail
  return rest
}

/** Kicks of a shoot-out come after extra time, in the order of their numbers if they have them. */
function readPlace(event: MatchEvent, last: Place, format: object): Place | undefined {
  const isShootout = event.type === 'shootout_start' || event.type === 'shootout_kick'
  if (!isShootout) return readClockedPlace(footballRules(format as FootballFormat), event, last)
  const period = laterPeriods(format as FootballFormat).shootout
  if (typeof event['kick'] === 'number') return { period, clockMs: event['kick'] }
  return event.type === 'shootout_kick' && last.period === period ? undefined : { period, clockMs: PERIOD_START_MS }
}
