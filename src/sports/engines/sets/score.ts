import type { Score, Side } from '../../../match/state.ts'
import type { CommonMemory } from '../../common/apply.ts'
import { plainScore } from '../../common/sides.ts'

/**
 * What all sports that are won by sets share: tennis, volleyball, badminton, table tennis. The match score is sets won;
 * each sport says what wins a set.
 */

/** A set that is over. `tiebreak` holds the points of the tie-break that decided it. */
export interface SetScore extends Score {
  readonly tiebreak?: Score
}

/** A match that ended before it was won. `team` is the side that lost by it. */
export interface Ending {
  readonly method: 'retired' | 'walkover' | 'default'
  readonly team: Side
}

export interface SetsMemory extends CommonMemory {
  /** Sets that are over, in the order played. Shorter than `won` says if the feed gave the score alone. */
  readonly sets: readonly SetScore[]
  readonly won: Score
  readonly stage: 'pre_match' | 'warm_up' | 'play' | 'break'
  readonly ending?: Ending
}

export const NIL: Score = { home: 0, away: 0 }

export const BEFORE_FIRST_SET: Pick<SetsMemory, 'sets' | 'won' | 'stage'> = { sets: [], won: NIL, stage: 'pre_match' }

export function setsToWin(bestOf: number): number {
  return (bestOf + 1) / 2
}

export function isWon(won: Score, bestOf: number): boolean {
  return Math.max(won.home, won.away) >= setsToWin(bestOf)
}

/** True once nothing that is played can count: a side has won, retired or been defaulted. */
export function isDecided({ won, ending }: Pick<SetsMemory, 'won' | 'ending'>, bestOf: number): boolean {
  return ending !== undefined || isWon(won, bestOf)
}

/** The number of the set being played, or about to be. After the match, that of the last one. */
export function setNumber(won: Score, bestOf: number): number {
  const finished = won.home + won.away
  return isWon(won, bestOf) ? finished : finished + 1
}

/** A set out of an event, see `plainScore`. */
export function plainSet({ home, away, tiebreak }: SetScore): SetScore {
  return { home, away, ...(tiebreak && { tiebreak: plainScore(tiebreak) }) }
}

export function plusOne(score: Score, side: Side): Score {
  return side === 'home' ? { home: score.home + 1, away: score.away } : { home: score.home, away: score.away + 1 }
}

export function winnerOfSet(set: SetScore): Side {
  return set.away > set.home ? 'away' : 'home'
}

/** Closes a set. The sport begins the next one. */
export function withSet<Memory extends SetsMemory>(memory: Memory, set: SetScore): Memory {
  return { ...memory, sets: [...memory.sets, set], won: plusOne(memory.won, winnerOfSet(set)), stage: 'break' }
}
