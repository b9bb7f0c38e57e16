import type { MatchEvent } from '../../../match/event.ts'
import type { Side } from '../../../match/state.ts'

/** The part of a game's table that this file reads. */
export interface RememberedRules {
  /** What an event brings to its team's score; 0 for most. */
  worth(event: MatchEvent): number
  /** True for what sends its player off for the rest of the game, whether or not another one may come on. */
  dismisses?(event: MatchEvent): boolean
  /** After how many of what a player has to leave: six fouls, three suspensions. */
  readonly mostOfPlayer?: {
    readonly type: string
    readonly n: number
    readonly what: string
    /** Left out, all of that type count. */
    counts?(event: MatchEvent): boolean
  }
  /** What scores only right after something else of the same side, or of the other one. */
  readonly follows?: Readonly<Record<string, { readonly types: readonly string[]; readonly of: 'same' | 'other' }>>
}

/** What is remembered of players and of the last score, so that what cannot follow it is noticed. */
export interface Remembered {
  /** Sent off for the rest of the game: `home Ann`. */
  readonly dismissed?: readonly string[]
  /** How many fouls or suspensions each player has, where there is a most. */
  readonly done?: Readonly<Record<string, number>>
  /** What scored last. */
  readonly lastScore?: { readonly type: string; readonly team: Side }
}

export const NOTHING_REMEMBERED: Remembered = {}

/** No game has more players that matter. A feed may invent any number. */
const MAX_PLAYERS = 100

export function playerOf({ team, player }: MatchEvent): string | undefined {
  return team === undefined || player === undefined ? undefined : `${team} ${player}`
}

/** How many fouls or suspensions the player of an event had before it. */
export function timesOf({ done = {} }: Remembered, event: MatchEvent): number {
  const player = playerOf(event)
  return player !== undefined && Object.hasOwn(done, player) ? (done[player] ?? 0) : 0
}

/** Whether the player of an event was sent off before. */
export function isDismissed({ dismissed = [] }: Remembered, event: MatchEvent): boolean {
  const player = playerOf(event)
  return player !== undefined && dismissed.includes(player)
}

/** True for a foul or suspension after so many of which its player has to leave. */
export function countsForPlayer({ mostOfPlayer: most }: RememberedRules, event: MatchEvent): boolean {
  return most?.type === event.type && most.counts?.(event) !== false
}

/** What is remembered after an event; the same object if it brings nothing. */
export function remember(game: RememberedRules, before: Remembered, event: MatchEvent): Remembered {
  const { type, team } = event
  const player = playerOf(event)
  let after = before
  if (player !== undefined && game.dismisses?.(event) && !before.dismissed?.includes(player)) {
    after = { ...after, dismissed: [...(before.dismissed ?? []), player].slice(-MAX_PLAYERS) }
  }
  if (player !== undefined && countsForPlayer(game, event)) {
    const { done = {} } = before
    const others = Object.entries(done).filter(([name]) => name !== player)
    const n = timesOf(before, event) + 1
    after = { ...after, done: Object.fromEntries([...others, [player, n]].slice(-MAX_PLAYERS)) }
  }
  if (game.follows !== undefined && team !== undefined && isScore(game, event)) {
    const isSame = before.lastScore?.type === type && before.lastScore.team === team
    if (!isSame) after = { ...after, lastScore: { type, team } }
  }
  return after
}

/** A try that was missed is over as well. */
function isScore(game: RememberedRules, event: MatchEvent): boolean {
  return game.worth(event) > 0 || game.follows?.[event.type] !== undefined
}
