import { clockMsAt, minuteLabel, parseClock } from '../../match/clock.ts'
import type { MatchEvent } from '../../match/event.ts'
import type { Board } from '../../match/fold.ts'
import { isEqual } from '../../match/merge-patch.ts'
import { PERIOD_START_MS, type Position } from '../../match/order.ts'
import type { Fixture } from '../../match/state.ts'
import { changeStatus, settleResult } from '../common/apply.ts'
import { plainScore } from '../common/sides.ts'
import { onState, setScore, startState, withoutReview, withReview } from '../common/state.ts'
import { isSealed } from '../common/status.ts'
import { defineSport } from '../contract/sport.ts'
import { periodOfEvent, readClockedPosition } from '../engines/clocked/place.ts'
import { advanceClock, applyClocked, beginPeriod, isInPlay, settlePhase } from '../engines/clocked/play.ts'
import type { ClockedMemory } from '../engines/clocked/rules.ts'
import { creditPoints } from '../engines/clocked/score.ts'
import { bookCard } from './cards.ts'
import { footballCorrections } from './corrections.ts'
import { type FootballDetail, footballDetail, type Scorer } from './detail.ts'
import { type FootballEvent, footballEvents, type GoalEvent } from './events.ts'
import { type FootballFormat, footballFormat, footballPresets } from './format.ts'
import { footballPhases, footballRules, laterPeriods } from './periods.ts'
import { footballResult, partScores } from './result.ts'
import { addKick, openShootout } from './shootout.ts'
import { footballSurprises, footballWarnings } from './surprises.ts'
import { aggregateOf, tieLeader } from './tie.ts'

type FootballBoard = Board<FootballDetail, ClockedMemory>

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
  readPosition,
  surprises: footballSurprises,
  warnings: footballWarnings,
  corrections: footballCorrections,
  keyEvents: new Set([
    'match_start',
    'period_start',
    'period_end',
    'break_start',
    'match_end',
    'match_final',
    'status_set',
    'interruption_start',
    'interruption_end',
    'result_set',
    'score',
    'score_adjust',
    'score_set',
    'goal',
    'penalty_awarded',
    'penalty_missed',
    'card',
    'substitution',
    'var_start',
    'var_end',
    'shootout_start',
    'shootout_kick',
  ]),
})

function start(fixture: Fixture): FootballBoard {
  const format = footballFormat.parse(fixture.format ?? {})
  const detail: FootballDetail = {
    scorers: [],
    bookings: [],
    yellowCards: { home: 0, away: 0 },
    redCards: { home: 0, away: 0 },
    players: { home: format.playersPerSide, away: format.playersPerSide },
    substitutions: { home: 0, away: 0 },
  }
  return settle({ state: startState(fixture, { phase: 'pre_match', detail, format }), memory: {} })
}

function apply(board: FootballBoard, event: FootballEvent, at: number): FootballBoard {
  return settle(applyEvent(advanceClock(rulesOf(board), board, event, at), event, at))
}

function applyEvent(board: FootballBoard, event: FootballEvent, at: number): FootballBoard {
  const rules = rulesOf(board)
  switch (event.type) {
    case 'goal':
      return endIfGolden(listScorer(creditPoints(rules, board, event, 1), event, minuteOf(board, event, at)), event, at)
    case 'card': {
      const { playersPerSide } = formatOf(board)
      const minute = minuteOf(board, event, at)
      return abandonIfTooFew(
        onDetail(board, (detail) => bookCard(detail, event, { minute, playersPerSide })),
        at,
      )
    }
    case 'substitution':
      return event.concussion || (event.off !== undefined && event.on === undefined)
        ? board
        : onDetail(board, (detail) => {
            const { substitutions } = detail
            return { ...detail, substitutions: { ...substitutions, [event.team]: substitutions[event.team] + 1 } }
          })
    case 'injury_time':
      return onDetail(board, (detail) => ({ ...detail, stoppage: event.minutes }))
    case 'period_start':
      return applyClocked(rules, onDetail(board, withoutStoppage), event, at)
    case 'period_end':
      return endIfSilver(applyClocked(rules, onDetail(board, withoutStoppage), event, at), at)
    case 'shootout_start':
      return beginShootout(isSealed(board.state.status) ? board : changeStatus(board, 'live', at), event.first, at)
    case 'shootout_kick': {
      const { shootoutKicks } = formatOf(board)
      return onDetail(beginShootout(board, undefined, at), (detail) => ({
        ...detail,
        shootout: addKick(detail.shootout ?? openShootout(event.team), event, shootoutKicks),
      }))
    }
    case 'var_start':
      return onState(board, (state) => withReview(state, event))
    case 'var_end':
      return onState(board, (state) => withoutReview(state, event.review))
    case 'result_set': {
      const { awardedScore } = event
      const given = applyClocked(rules, board, event, at)
      if (awardedScore === undefined) return given
      const playedScore = board.state.detail.playedScore ?? board.state.score
      const awarded = onDetail(given, (detail) => ({ ...detail, playedScore, awardedScore: plainScore(awardedScore) }))
      return onState(awarded, (state) => setScore(state, awardedScore))
    }
    case 'penalty_awarded':
    case 'penalty_missed':
    case 'corner':
    case 'offside':
    case 'shot':
    case 'foul':
    case 'free_kick':
    case 'goal_kick':
    case 'throw_in':
    case 'save':
    case 'injury':
    case 'water_break_start':
    case 'water_break_end':
      return board
    default:
      return applyClocked(rules, board, event, at)
  }
}

/** Brings what follows from the rest of the board up to date: phase, scores of the parts, aggregate, result. */
function settle(board: FootballBoard): FootballBoard {
  const format = formatOf(board)
  const settled = onDetail(settlePhase(rulesOf(board), board), (before) => {
    const { halfTime: _, fullTime: __, extraTime: ___, aggregate: ____, ...rest } = before
    const aggregate = aggregateOf(format, board.state.score)
    const isInShootout = board.state.period?.n === laterPeriods(format).shootout
    const detail: FootballDetail = {
      ...rest,
      ...partScores(format, board.state, board.memory.endedPeriod ?? 0),
      ...(aggregate && { aggregate }),
      ...(isInShootout && !rest.shootout && { shootout: openShootout(undefined) }),
    }
    return isEqual(detail, before) ? before : detail
  })
  return settleResult(settled, ({ state }) => footballResult(format, state))
}

function listScorer(board: FootballBoard, event: GoalEvent, minute: string | undefined): FootballBoard {
  const { id, team, player, assist, kind = 'regular' } = event
  const scorer: Scorer = {
    id,
    team,
    ...(player !== undefined && { player }),
    ...(assist !== undefined && { assist }),
    ...(minute !== undefined && { minute }),
    kind: event.ownGoal ? 'own_goal' : kind,
  }
  return onDetail(board, (detail) => ({ ...detail, scorers: [...detail.scorers, scorer] }))
}

/** The minute of an event: what it says, else what the board's clock shows. */
function minuteOf(board: FootballBoard, event: FootballEvent, at: number): string | undefined {
  const rules = rulesOf(board)
  const { period, clock } = board.state
  const n = periodOfEvent(rules, event, period?.n ?? 0) ?? period?.n
  const plan = n === undefined ? undefined : rules.plan(n)
  if (plan === undefined) return undefined
  const reading = event.clock === undefined ? undefined : parseClock(event.clock)
  if (reading) return minuteLabel(reading.ms, plan.endMs)
  const isTicking = clock !== undefined && (clock.running || clock.baseMs > plan.startMs)
  return isTicking && plan.n === period?.n && isInPlay(board)
    ? minuteLabel(clockMsAt(clock, at), plan.endMs)
    : undefined
}

/** A golden goal ends the match at once. */
function endIfGolden(board: FootballBoard, event: GoalEvent, at: number): FootballBoard {
  const format = formatOf(board)
  const { firstExtra, lastExtra } = laterPeriods(format)
  const current = board.state.period?.n ?? 0
  const period = periodOfEvent(rulesOf(board), event, current) ?? current
  if (format.extraTime !== 'golden' || period < firstExtra || period > lastExtra) return board
  return endIfLed(board, at)
}

/** Under the silver goal the side that leads at half-time of extra time has won. */
function endIfSilver(board: FootballBoard, at: number): FootballBoard {
  const format = formatOf(board)
  if (format.extraTime !== 'silver' || board.memory.endedPeriod !== laterPeriods(format).firstExtra) return board
  return endIfLed(board, at)
}

function endIfLed(board: FootballBoard, at: number): FootballBoard {
  const isLed = tieLeader(formatOf(board), board.state.score) !== 'draw'
  return isLed && board.state.status === 'live' ? changeStatus(board, 'ended', at) : board
}

function abandonIfTooFew(board: FootballBoard, at: number): FootballBoard {
  const { status, detail } = board.state
  const fewest = Math.min(detail.players.home, detail.players.away)
  if (fewest >= formatOf(board).minPlayers || (status !== 'live' && status !== 'interrupted')) return board
  return changeStatus(board, 'abandoned', at, 'too few players')
}

function beginShootout(board: FootballBoard, first: FootballEvent['team'], at: number): FootballBoard {
  const rules = rulesOf(board)
  const plan = rules.plan(laterPeriods(formatOf(board)).shootout)
  const begun = plan && board.state.period?.n !== plan.n ? beginPeriod(rules, board, plan, { at }) : board
  if (first === undefined) return begun
  return onDetail(begun, (detail) => ({ ...detail, shootout: { ...(detail.shootout ?? openShootout(first)), first } }))
}

function withoutStoppage(detail: FootballDetail): FootballDetail {
  if (detail.stoppage === undefined) return detail
  const { stoppage: _, ...rest } = detail
  return rest
}

function onDetail(board: FootballBoard, change: (detail: FootballDetail) => FootballDetail): FootballBoard {
  return onState(board, (state) => {
    const detail = change(state.detail)
    return detail === state.detail ? state : { ...state, detail }
  })
}

/** The format of a board is the one that `start` parsed. */
function formatOf(board: FootballBoard): FootballFormat {
  return board.state.format as FootballFormat
}

function rulesOf(board: FootballBoard) {
  return footballRules(formatOf(board))
}

/** Kicks of a shoot-out come after extra time, in the order of their numbers if they have them. */
function readPosition(event: MatchEvent, last: Position, format: object): Position | undefined {
  const isShootout = event.type === 'shootout_start' || event.type === 'shootout_kick'
  if (!isShootout) return readClockedPosition(footballRules(format as FootballFormat), event, last)
  const period = laterPeriods(format as FootballFormat).shootout
  if (typeof event['kick'] === 'number') return { period, clockMs: event['kick'] }
  return event.type === 'shootout_kick' && last.period === period ? undefined : { period, clockMs: PERIOD_START_MS }
}
