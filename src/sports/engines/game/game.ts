import type { z } from 'zod'
import type { MatchEvent } from '../../../match/event.ts'
import type { Reduced } from '../../../match/fold.ts'
import type { Mark, MatchState, Side } from '../../../match/state.ts'
import { onState } from '../../common/state.ts'
import type { ClockedMemory } from '../clocked/rules.ts'
import type { GameDetail, Tallies } from './detail.ts'
import type { Exclusions, Strength } from './exclusions.ts'
import type { GameFormat } from './format.ts'
import type { ClockStyle } from './periods.ts'
import type { Remembered, RememberedRules } from './remembered.ts'

/** A game of two sides in periods by a clock, as a table: what scores how much, what is counted, how long it lasts. */
export interface Game extends RememberedRules {
  readonly name: string
  readonly title: string
  readonly about: string
  readonly format: z.ZodType<GameFormat>
  readonly presets: Readonly<Record<string, object>>
  /** Its own events, by type; those of every sport come along. */
  readonly events: Readonly<Record<string, z.ZodObject>>
  readonly clock: ClockStyle
  /** Shows tenths in the last minute of a clock that counts down. */
  readonly hasTenths?: boolean
  readonly tallies: Tallies
  /** What a correction of a score is called: `{ type: 'goal', what: 'a goal' }`. */
  readonly scores: readonly { readonly type: string; readonly what: string }[]
  /** What is rescinded: `{ type: 'card', what: 'a card' }`. */
  readonly discipline?: readonly { readonly type: string; readonly what: string }[]
  readonly keyEvents: readonly string[]
  /** Who may be off, where a side plays on with fewer. */
  readonly strength?: Strength
  /** What scores and may well happen twice at one moment of the clock: free throws. */
  readonly repeats?: readonly string[]
  /** True for what follows nothing here, whatever `follows` says: the two-point tries of a college overtime. */
  standsAlone?(event: MatchEvent, state: MatchState<GameDetail>): boolean
  /** How a win in sudden death is told, where it has a word of its own: `in golden point`. */
  readonly suddenDeathWords?: string
  /** What a game without a winner is called; a draw if left out. */
  readonly level?: string
  /** What an event comes to, where that is another one: the blue card of a player who has no red one yet. */
  readAs?(event: MatchEvent, isDismissed: boolean): MatchEvent
  /** True for an event of a type that counts, where this one moves nothing and is told all the same. */
  isShownOnly?(event: MatchEvent): boolean
  /** The most timeouts of a side when this one is taken, where the sport counts `timeouts`. */
  timeouts?(state: MatchState<GameDetail>, event: MatchEvent): number
  /** Why two fields of an event cannot both be; undefined if they can. */
  contradicts?(event: MatchEvent): string | undefined
  /** No event brings more points. */
  readonly mostPoints?: number
  /** Fields of the detail that only this sport has, and how an event moves them. */
  readonly own?: {
    readonly fields: z.ZodRawShape
    apply(detail: GameDetail, event: MatchEvent, state: MatchState<GameDetail>): GameDetail
  }
  /** A score that ends the game and was not known before it began. */
  target?(detail: GameDetail): number | undefined
  /** What a side carries. */
  marks?(state: MatchState<GameDetail>, side: Side): readonly Mark[]
  /** Small beside the score: goals and behinds. */
  sub?(state: MatchState<GameDetail>, side: Side): string | undefined
  /** Who has the ball, where boards say it. */
  possession?(state: MatchState<GameDetail>): Side | undefined
  /** What is at stake now. */
  situation?(state: MatchState<GameDetail>): string | undefined
}

export interface GameMemory extends ClockedMemory {
  readonly exclusions?: Exclusions
  readonly remembered?: Remembered
  /** Who has got the point of a shoot-out that counts as one. */
  readonly shootoutPoint?: Side
}

export type ReducedGame = Reduced<GameDetail, GameMemory>

export function onDetail(reduced: ReducedGame, change: (detail: GameDetail) => GameDetail): ReducedGame {
  return onState(reduced, (state) => {
    const detail = change(state.detail)
    return detail === state.detail ? state : { ...state, detail }
  })
}
