import type { MatchEvent } from '../../../match/event.ts'
import { otherSide } from '../../../match/sides.ts'
import type { MatchState } from '../../../match/state.ts'
import type { CommonEvent } from '../../common/events.ts'
import { commonWarnings, surprisesOfCommon } from '../../common/surprises.ts'
import type { Warning } from '../../contract/warnings/warning.ts'
import type { ClockedRules } from '../clocked/rules.ts'
import { type ClockedWarning, clockedWarnings, skippedPeriod, surprisesOfClocked } from '../clocked/surprises.ts'
import { type GameDetail, shootoutOf, tallyOf } from './detail.ts'
import { isOffAt, playedAt } from './exclusions.ts'
import type { GameFormat } from './format.ts'
import type { Game, GameMemory } from './game.ts'
import { shootoutNumber } from './periods.ts'
import { countsForPlayer, NOTHING_REMEMBERED, playerOf, timesOf } from './remembered.ts'

export const gameWarnings = {
  ...commonWarnings,
  ...clockedWarnings,
  'beyond-limit': {
    when: 'more than the rules of the match allow; it counts',
    example:
      '`"period":1,"clock":"70:00"`, far beyond its end; a timeout more than a side has; a seventh foul of one player in basketball',
  },
  'impossible-player': {
    when: 'the player cannot do this: he is sent off, or off for a time that is not over, or replaces himself; it counts',
    example: '`goal` of a player after his `red` card',
  },
  'out-of-order': {
    when: 'what scores only after something else, without it: one of the two is missing, or counts twice; it counts',
    example: '`{"type":"conversion","team":"home"}` with no try of home before it',
  },
  'contradicts-itself': {
    when: 'two fields of the event cannot both be; it counts as it is told',
    example: '`{"type":"free_throw","n":3,"of":2}`',
  },
  'shootout-decided': {
    when: 'an attempt after the shoot-out was won; it counts',
    example: '`shootout_attempt` after `shootout.decided`',
  },
  'shootout-not-due': {
    when: 'a shoot-out begins, and the game is not level; it counts',
    example: 'the first `shootout_attempt` at 25–0',
  },
} as const

type GameWarning = Warning<keyof typeof gameWarnings> | ClockedWarning

/** What is surprising in a game: of its clock, of its players, and of what can follow what. */
export function surprisesOfGame(
  game: Game,
  rules: ClockedRules,
  state: MatchState<GameDetail>,
  event: MatchEvent,
  memory: GameMemory,
): readonly GameWarning[] {
  const format = state.format as GameFormat
  const scoring = game.worth(event) > 0 ? new Set(['score', event.type]) : undefined
  const common = surprisesOfCommon(state, event as CommonEvent, scoring)
  if (event.type === 'shootout_attempt') return [...common, ...surprisingAttempt(state)]
  return [
    ...common,
    ...surprisesOfClocked(rules, state, event),
    ...skippedPeriod(rules, shootoutNumber(format) - 1, state, event),
    ...surprisingPlayer(game, rules, state, event, memory),
    ...(game.standsAlone?.(event, state) ? [] : surprisingScore(game, event, memory)),
    ...contradiction(game, event),
    ...beyondLimit(game, state, event),
  ]
}

function surprisingAttempt({ detail, score }: MatchState<GameDetail>): GameWarning[] {
  const shootout = shootoutOf(detail)
  if (shootout?.decided !== undefined) {
    return [{ code: 'shootout-decided', detail: `${shootout.decided} had won the shoot-out before this attempt` }]
  }
  if (shootout !== undefined || score.home === score.away) return []
  return [{ code: 'shootout-not-due', detail: `a shoot-out begins at ${score.home}–${score.away}` }]
}

/** A player who is penalised once more may be off already, and who comes on or goes off is no matter of play. */
const OFF_THE_BALL: ReadonlySet<string> = new Set(['substitution', 'sin_bin_end', 'penalty_end', 'note'])

function surprisingPlayer(
  game: Game,
  rules: ClockedRules,
  { format, period }: MatchState,
  event: MatchEvent,
  { remembered = NOTHING_REMEMBERED, exclusions }: GameMemory,
): GameWarning[] {
  const told = (detail: string): GameWarning[] => [{ code: 'impossible-player', detail }]
  const { type, player, team } = event
  if (type === 'substitution') {
    const { off, on } = event as { readonly off?: unknown; readonly on?: unknown }
    return off !== undefined && off === on ? told(`${String(off)} replaces himself`) : []
  }
  const name = playerOf(event)
  if (name === undefined || OFF_THE_BALL.has(type)) return []
  if (remembered.dismissed?.includes(name) && !game.isShownOnly?.(event))
    return told(`${type} of ${player}, who was sent off before`)
  const most = game.mostOfPlayer
  const done = timesOf(remembered, event)
  if (most && countsForPlayer(game, event) && done >= most.n) {
    return [{ code: 'beyond-limit', detail: `${player} has ${done} ${most.what} already; the most is ${most.n}` }]
  }
  // Who is off for some minutes is back by now, unless the event says when it was.
  const atMs = event.clock === undefined ? undefined : playedAt(rules, format as GameFormat, event, period?.n ?? 1)
  const isPlay = game.worth(event) > 0 || type === 'shot'
  if (!isPlay || atMs === undefined || exclusions === undefined || team === undefined) return []
  return isOffAt(exclusions, { team, player: player as string }, atMs)
    ? told(`${type} of ${player} at ${event.clock}, who is off until later`)
    : []
}

function surprisingScore({ follows }: Game, event: MatchEvent, { remembered }: GameMemory): GameWarning[] {
  const { type, team } = event
  const rule = follows?.[type]
  if (rule === undefined || team === undefined) return []
  const side = rule.of === 'other' ? otherSide(team) : team
  const { lastScore } = remembered ?? NOTHING_REMEMBERED
  if (lastScore && lastScore.team === side && rule.types.includes(lastScore.type)) return []
  return [
    { code: 'out-of-order', detail: `${type} of ${team}, and no ${rule.types[0]} of ${side} came right before it` },
  ]
}

function contradiction({ contradicts }: Game, event: MatchEvent): GameWarning[] {
  const detail = contradicts?.(event)
  return detail === undefined ? [] : [{ code: 'contradicts-itself', detail }]
}

function beyondLimit(game: Game, state: MatchState<GameDetail>, event: MatchEvent): GameWarning[] {
  const { type, team } = event
  const told = (what: string): GameWarning[] => [{ code: 'beyond-limit', detail: what }]
  if (type === 'timeout' && team !== undefined && game.timeouts !== undefined) {
    const most = game.timeouts(state, event)
    const all = most === 1 ? 'timeout' : `${most} timeouts`
    return tallyOf(state.detail, 'timeouts', team) >= most ? told(`${team} has taken its ${all}`) : []
  }
  const worth = game.worth(event)
  return game.mostPoints !== undefined && worth > game.mostPoints
    ? told(`${type} of ${worth} points; the most is ${game.mostPoints}`)
    : []
}
