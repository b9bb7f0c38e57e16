import type { MatchEvent } from '../../../match/event.ts'
import type { MatchState, Side, SideLine } from '../../../match/state.ts'
import { ABANDONED, withDerivedResult } from '../../common/apply.ts'
import { type CommonEvent, commonEvents, commonKeyEvents } from '../../common/events.ts'
import { startState } from '../../common/state.ts'
import { isOver } from '../../common/status.ts'
import { scorelineOf } from '../../common/text/scoreline.ts'
import { defineSport, type Sport } from '../../contract/sport.ts'
import { readClockedPlace } from '../clocked/place.ts'
import { advanceClock, applyClocked, withPhase } from '../clocked/play.ts'
import type { ClockedRules } from '../clocked/rules.ts'
import { creditPoints } from '../clocked/score.ts'
import { gameCorrections, shootoutFigures } from './corrections.ts'
import { endIfDecided, resultOf, withShootoutPoint, wordsOf } from './decide.ts'
import { countEvent, detailSchema, type GameDetail, newPeriod, shootoutOf, startDetail, withFields } from './detail.ts'
import { NOBODY_OFF, nextExclusions, playedAt, shownExclusions, strengthAt } from './exclusions.ts'
import type { GameFormat } from './format.ts'
import { type Game, type GameMemory, onDetail, type ReducedGame } from './game.ts'
import { gamePhases, gameRules, shootoutNumber } from './periods.ts'
import { isDismissed, NOTHING_REMEMBERED, remember, timesOf } from './remembered.ts'
import { applyAttempt, shootoutEvents, type ToldShootout, tellShootout, withAward } from './shootout.ts'
import { gameWarnings, surprisesOfGame } from './surprises.ts'

/** Makes a sport of a table. */
export function defineGame(game: Game): Sport {
  const { name, title, about, format, presets, tallies, clock } = game
  const events = { ...commonEvents, ...shootoutEvents, ...game.events }
  const rulesOf = (state: MatchState) => gameRules(state.format as GameFormat, clock)
  return defineSport<typeof events, GameDetail, GameMemory>({
    name,
    title,
    about,
    format,
    presets,
    events,
    detail: detailSchema({ tallies, own: game.own?.fields, hasStrength: game.strength !== undefined }),
    phases: gamePhases,
    start: (fixture) => ({
      state: startState(fixture, {
        phase: 'pre_match',
        detail: startDetail(tallies),
        format: format.parse(fixture.format ?? {}),
      }),
      memory: {},
    }),
    apply(reduced, sent, at) {
      const rules = rulesOf(reduced.state)
      const event = game.readAs?.(sent, isDismissed(reduced.memory.remembered ?? NOTHING_REMEMBERED, sent)) ?? sent
      const ahead = advanceClock(rules, reduced, event, at)
      const applied = applyGame(game, rules, ahead, event, at)
      const decided = withShootoutPoint(endIfDecided(game, applied, at))
      const complete = withStrength(game, rules, withRemembered(game, decided, event), event)
      return withDerivedResult(withPhase(rules, complete), ({ state }) => resultOf(game, state), ABANDONED)
    },
    readPlace(event, last, options) {
      if (event.type !== 'shootout_attempt')
        return readClockedPlace(gameRules(options as GameFormat, clock), event, last)
      const period = shootoutNumber(options as GameFormat)
      return last.period === period ? undefined : { period, clockMs: 0 }
    },
    scoreline: (state) =>
      scorelineOf(state, {
        home: lineOf(game, state, 'home'),
        away: lineOf(game, state, 'away'),
        serving: state.status === 'live' ? game.possession?.(state) : undefined,
        situation: state.status === 'live' ? game.situation?.(state) : undefined,
      }),
    clockFace: ({ clock: shown, format: options, period }) =>
      clock.shows === 'up'
        ? { show: 'minute', limitMs: period && gameRules(options as GameFormat, clock).plan(period.n)?.endMs }
        : { show: shown?.dir === 'down' && game.hasTenths ? 'm:ss.t' : 'm:ss' },
    resultText: (result, state) => wordsOf(game, result, state),
    warnings: gameWarnings,
    surprises: (state, event, memory) => surprisesOfGame(game, rulesOf(state), state, event, memory),
    ...(game.isShownOnly && { isShownOnly: game.isShownOnly }),
    once: new Set(game.scores.map(({ type }) => type).filter((type) => !game.repeats?.includes(type))),
    corrections: gameCorrections(game) as never,
    figures: ({ detail }) => shootoutFigures(detail),
    lasting: ({ exclusions: { off, emptyNets } = NOBODY_OFF, ...rest }) => ({ ...rest, off, emptyNets }),
    keyEvents: new Set([...commonKeyEvents, 'break_start', 'score', 'shootout_attempt', ...game.keyEvents]),
  })
}

function applyGame(game: Game, rules: ClockedRules, reduced: ReducedGame, event: MatchEvent, at: number): ReducedGame {
  const format = reduced.state.format as GameFormat
  if (event.type === 'shootout_attempt') return applyAttempt(rules, reduced, event, at)
  // A total may carry more in some sports, and is a total all the same.
  const isOwn = event.type !== 'score_set' && Object.hasOwn(game.events, event.type)
  const applied = isOwn ? creditEvent(game, rules, reduced, event) : applyTold(rules, reduced, event, at)
  const { period } = reduced.state
  const n = applied.state.period?.n
  const isNew = period !== undefined && n !== undefined && n !== period.n
  return onDetail(applied, (before) => {
    const begun = isNew ? newPeriod(game.tallies, format, n, before) : before
    const counted = countEvent(game.tallies, format, begun, event)
    return game.own ? game.own.apply(counted, event, applied.state) : counted
  })
}

/** What every sport has; beside it the shoot-out in all, and the score that was played where another one was awarded. */
function applyTold(rules: ClockedRules, reduced: ReducedGame, event: MatchEvent, at: number): ReducedGame {
  const applied = applyClocked(rules, reduced, event as unknown as CommonEvent, at)
  if (event.type !== 'score_set' && event.type !== 'result_set') return applied
  return withAward(reduced, tellShootout(rules, applied, event as ToldShootout, at), event as ToldShootout)
}

function creditEvent(game: Game, rules: ClockedRules, reduced: ReducedGame, event: MatchEvent): ReducedGame {
  const points = game.worth(event)
  const { team } = event
  return points === 0 || team === undefined ? reduced : creditPoints(rules, reduced, { ...event, team }, points)
}

function withRemembered(game: Game, reduced: ReducedGame, event: MatchEvent): ReducedGame {
  const { remembered = NOTHING_REMEMBERED } = reduced.memory
  const after = remember(game, remembered, event)
  return after === remembered ? reduced : { ...reduced, memory: { ...reduced.memory, remembered: after } }
}

/** Who is off, and how many that leaves on the field; nobody is once play is over. */
function withStrength({ strength }: Game, rules: ClockedRules, reduced: ReducedGame, event: MatchEvent): ReducedGame {
  if (strength === undefined) return reduced
  const { state } = reduced
  const format = state.format as GameFormat
  const period = state.period?.n ?? 1
  const before = reduced.memory.exclusions ?? NOBODY_OFF
  const next = nextExclusions(strength, format, before, event, {
    playedMs: playedAt(rules, format, event, period),
    times: timesOf(reduced.memory.remembered ?? NOTHING_REMEMBERED, event),
  })
  const onField = strengthAt(strength, format, period, next)
  const full = strength.full(format, period)
  const isPlayed = !isOver(state.status) && rules.plan(period)?.isPlayed
  const isComplete = !isPlayed || (onField.home === full && onField.away === full)
  const off = isPlayed ? shownExclusions(rules, format, next) : []
  const shown = onDetail(reduced, (detail) =>
    withFields(detail, { strength: isComplete ? undefined : onField, off: off.length === 0 ? undefined : off }),
  )
  return next === before ? shown : { ...shown, memory: { ...shown.memory, exclusions: next } }
}

function lineOf(game: Game, state: MatchState<GameDetail>, of: Side): SideLine {
  const shootout = shootoutOf(state.detail)
  const isApart = shootout && (state.format as GameFormat).shootout !== 'counts_one'
  const main = isApart ? `${state.score[of]} (${shootout[of]})` : String(state.score[of])
  const sub = game.sub?.(state, of)
  const marks = (game.marks?.(state, of) ?? []).filter(({ n }) => n > 0)
  return { main, ...(sub !== undefined && { sub }), ...(marks.length > 0 && { marks }) }
}
