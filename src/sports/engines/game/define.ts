import { z } from 'zod'
import type { MatchEvent } from '../../../match/event.ts'
import type { Reduced } from '../../../match/fold.ts'
import type { Mark, MatchState, Result, Side, SideLine } from '../../../match/state.ts'
import { changeStatus, withDerivedResult } from '../../common/apply.ts'
import { type CommonEvent, commonEvents, commonKeyEvents } from '../../common/events.ts'
import { plainResultText, resultInWords } from '../../common/result-text.ts'
import { scorelineOf } from '../../common/scoreline.ts'
import { leaderOf } from '../../common/sides.ts'
import { onState, startState } from '../../common/state.ts'
import { isOver, isSealed } from '../../common/status.ts'
import { commonWarnings, surprisesOfCommon } from '../../common/surprises.ts'
import { corrections } from '../../contract/corrections.ts'
import { player, side } from '../../contract/fields.ts'
import { defineSport, type Sport } from '../../contract/sport.ts'
import { readClockedPlace } from '../clocked/place.ts'
import { advanceClock, applyClocked, beginPeriod, withPhase } from '../clocked/play.ts'
import type { ClockedMemory } from '../clocked/rules.ts'
import { creditPoints } from '../clocked/score.ts'
import { clockedWarnings, surprisesOfClocked } from '../clocked/surprises.ts'
import {
  addAttempt,
  countEvent,
  detailSchema,
  type GameDetail,
  newPeriod,
  type ShootoutScore,
  startDetail,
  type Tallies,
} from './detail.ts'
import type { GameFormat } from './format.ts'
import { type ClockStyle, gamePhases, gameRules, shootoutNumber, wentToOvertime } from './periods.ts'

/** A game of two sides in periods by a clock, as a table: what scores how much, what is counted, how long it lasts. */
export interface Game {
  readonly name: string
  readonly title: string
  readonly about: string
  readonly format: z.ZodType<GameFormat>
  readonly presets: Readonly<Record<string, object>>
  /** Its own events, by type; those of every sport come along. */
  readonly events: Readonly<Record<string, z.ZodObject>>
  readonly clock: ClockStyle
  /** What an event brings to its team's score; 0 for most. */
  worth(event: MatchEvent): number
  readonly tallies: Tallies
  /** What a correction of a score is called: `{ type: 'goal', what: 'a goal' }`. */
  readonly scores: readonly { readonly type: string; readonly what: string }[]
  readonly keyEvents: readonly string[]
  /** What a side carries. */
  marks?(state: MatchState<GameDetail>, side: Side): readonly Mark[]
  /** Small beside the score: goals and behinds. */
  sub?(state: MatchState<GameDetail>, side: Side): string | undefined
  /** What is at stake now. */
  situation?(state: MatchState<GameDetail>): string | undefined
  /** Attempts of each side in a shoot-out before sudden death. */
  readonly shootoutRounds?: number
}

type Reduction = Reduced<GameDetail, ClockedMemory>

const attempt = z
  .object({
    team: side.describe('who tries'),
    scored: z.boolean().describe('whether it went in'),
    player: player.optional().describe('who tries'),
  })
  .meta({
    description: 'An attempt of the shoot-out, which begins with the first one.',
    examples: [{ team: 'home', scored: true }],
  })

/** Makes a sport of a table. */
export function defineGame(game: Game): Sport {
  const { name, title, about, format, presets, tallies, clock } = game
  const events = { ...commonEvents, ...game.events, shootout_attempt: attempt }
  const rulesOf = (state: MatchState) => gameRules(state.format as GameFormat, clock)
  const scoring = new Set(['score', ...game.scores.map(({ type }) => type)])
  return defineSport<typeof events, GameDetail, ClockedMemory>({
    name,
    title,
    about,
    format,
    presets,
    events,
    detail: detailSchema(tallies),
    phases: gamePhases,
    start: (fixture) => ({
      state: startState(fixture, {
        phase: 'pre_match',
        detail: startDetail(tallies),
        format: format.parse(fixture.format ?? {}),
      }),
      memory: {},
    }),
    apply(reduced, event, at) {
      const rules = rulesOf(reduced.state)
      const ahead = advanceClock(rules, reduced, event, at)
      const applied = endIfDecided(applyGame(game, ahead, event, at), at)
      return withDerivedResult(withPhase(rules, applied), ({ state }) => resultOf(state))
    },
    readPlace: (event, last, options) =>
      event.type === 'shootout_attempt'
        ? last.period === shootoutNumber(options as GameFormat)
          ? undefined
          : { period: shootoutNumber(options as GameFormat), clockMs: 0 }
        : readClockedPlace(gameRules(options as GameFormat, clock), event, last),
    scoreline: (state) =>
      scorelineOf(state, {
        home: lineOf(game, state, 'home'),
        away: lineOf(game, state, 'away'),
        situation: state.status === 'live' ? game.situation?.(state) : undefined,
      }),
    clockFace: ({ clock: shown, format: options, period }) =>
      clock.shows === 'up'
        ? { show: 'minute', limitMs: period && gameRules(options as GameFormat, clock).plan(period.n)?.endMs }
        : { show: shown?.dir === 'down' ? 'm:ss.t' : 'm:ss' },
    resultText: (result, state) => wordsOf(result, state),
    warnings: { ...commonWarnings, ...clockedWarnings },
    surprises: (state, event) => [
      ...surprisesOfCommon(state, event as CommonEvent, scoring),
      ...(event.type === 'shootout_attempt' ? [] : surprisesOfClocked(rulesOf(state), state, event)),
    ],
    corrections: game.scores.flatMap(({ type, what }) =>
      corrections<{ readonly type: string }>(
        { what, concerns: (event) => event.type === type },
        { delete: `${type}_disallowed`, restore: `${type}_restored`, edit: `${type}_changed` },
      ),
    ) as never,
    keyEvents: new Set([...commonKeyEvents, 'break_start', 'score', 'shootout_attempt', ...game.keyEvents]),
  })
}

function applyGame(game: Game, reduced: Reduction, event: MatchEvent, at: number): Reduction {
  const { state } = reduced
  const format = state.format as GameFormat
  const rules = gameRules(format, game.clock)
  if (event.type === 'shootout_attempt') return applyAttempt(game, reduced, event, at)
  if (!Object.hasOwn(game.events, event.type)) {
    const applied = applyClocked(rules, reduced, event as unknown as CommonEvent, at)
    if (event.type === 'match_end') return withShootoutPoint(applied, game)
    const isNew = applied.state.period?.n !== state.period?.n
    return isNew ? onDetail(applied, (detail) => newPeriod(game.tallies, detail)) : applied
  }
  const counted = onDetail(reduced, (detail) => countEvent(game.tallies, detail, event))
  const points = game.worth(event)
  const { team } = event
  return points === 0 || team === undefined ? counted : creditPoints(rules, counted, { ...event, team }, points)
}

function applyAttempt(game: Game, reduced: Reduction, event: MatchEvent, at: number): Reduction {
  const format = reduced.state.format as GameFormat
  const rules = gameRules(format, game.clock)
  const { team, scored } = event as MatchEvent & { readonly scored: boolean }
  if (team === undefined || isSealed(reduced.state.status)) return reduced
  const plan = rules.plan(shootoutNumber(format))
  const begun = plan && reduced.state.period?.n !== plan.n ? beginPeriod(rules, reduced, plan, { at }) : reduced
  const live = begun.state.status === 'live' || isOver(begun.state.status) ? begun : changeStatus(begun, 'live', at)
  return onDetail(live, (detail) => ({
    ...detail,
    shootout: addAttempt(shootoutOf(detail), { team, scored }, game.shootoutRounds ?? 5),
  }))
}

/** Where a won shoot-out counts as one more, the winner gets it when the game ends. */
function withShootoutPoint(reduced: Reduction, { clock }: Game): Reduction {
  const { state } = reduced
  const format = state.format as GameFormat
  const shootout = shootoutOf(state.detail)
  if (format.shootout !== 'counts_one' || shootout === undefined || leaderOf(state.score) !== 'draw') return reduced
  const winner = shootout.decided ?? leaderOf(shootout)
  if (winner === 'draw') return reduced
  return creditPoints(gameRules(format, clock), reduced, { team: winner }, 1)
}

/** Sudden death, and a score to reach: the game is over at once, and goes on if the score is taken back. */
function endIfDecided(reduced: Reduction, at: number): Reduction {
  const { state } = reduced
  if (state.status !== 'live') return reduced
  const { suddenDeath, targetScore } = state.format as GameFormat
  const isLed = leaderOf(state.score) !== 'draw'
  const isInOvertime = wentToOvertime(state.format as GameFormat, state)
  const reached = targetScore !== undefined && Math.max(state.score.home, state.score.away) >= targetScore
  return isLed && (reached || (suddenDeath && isInOvertime)) ? changeStatus(reduced, 'ended', at) : reduced
}

function resultOf(state: MatchState<GameDetail>): Result {
  const format = state.format as GameFormat
  const shootout = shootoutOf(state.detail)
  const byShootout = shootout && (shootout.decided ?? leaderOf(shootout))
  if (byShootout && byShootout !== 'draw' && (format.shootout === 'counts_one' || leaderOf(state.score) === 'draw')) {
    return { winner: byShootout, method: 'shootout' }
  }
  const winner = leaderOf(state.score)
  return { winner, method: winner !== 'draw' && wentToOvertime(format, state) ? 'overtime' : 'regulation' }
}

/** `Owls won 3–2 in a shoot-out`, `Owls won in a shoot-out, 2–2 (3–1)`. */
function wordsOf(result: Omit<Result, 'text'>, state: MatchState<GameDetail>): string {
  const shootout = shootoutOf(state.detail)
  if (result.method !== 'shootout' || shootout === undefined || leaderOf(state.score) !== 'draw')
    return plainResultText(result, state)
  const { home, away } = state.score
  return `${resultInWords(result, state)}, ${home}–${away} (${shootout.home}–${shootout.away})`
}

function lineOf(game: Game, state: MatchState<GameDetail>, of: Side): SideLine {
  const shootout = shootoutOf(state.detail)
  const isApart = shootout && (state.format as GameFormat).shootout !== 'counts_one'
  const main = isApart ? `${state.score[of]} (${shootout[of]})` : String(state.score[of])
  const sub = game.sub?.(state, of)
  const marks = (game.marks?.(state, of) ?? []).filter(({ n }) => n > 0)
  return { main, ...(sub !== undefined && { sub }), ...(marks.length > 0 && { marks }) }
}

function shootoutOf(detail: GameDetail): ShootoutScore | undefined {
  return detail['shootout'] as ShootoutScore | undefined
}

function onDetail(reduced: Reduction, change: (detail: GameDetail) => GameDetail): Reduction {
  return onState(reduced, (state) => {
    const detail = change(state.detail)
    return detail === state.detail ? state : { ...state, detail }
  })
}
