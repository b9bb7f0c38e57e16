import type { Score, Side } from '../../../match/state.ts'
import type { CommonMemory } from '../../common/apply.ts'
import { sumUp, withOwed } from '../../common/owed.ts'
import { plainScore } from '../../common/sides.ts'

/**
 * What all sports that are won by sets share: tennis, volleyball, badminton, table tennis. The match score is sets won;
 * each sport says what wins a set.
 */

/** A set that is over. `tiebreak` holds the points of the tie-break that decided it. */
export interface SetScore extends Score {
  readonly tiebreak?: Score
}

/** A match that ended before it was won. `team` is the side that lost by it; `both` where neither came, or both were defaulted. */
export interface Ending {
  readonly method: 'retired' | 'walkover' | 'default'
  readonly team: Side | 'both'
}

export interface SetsMemory extends CommonMemory {
  /** Sets that are over, in the order played. Shorter than `won` says if the feed gave the score alone. */
  readonly sets: readonly SetScore[]
  readonly won: Score
  /** Sets that are over and nobody has won: maps of some electronic sports. */
  readonly drawn?: number
  readonly stage: 'pre_match' | 'warm_up' | 'play' | 'break'
  readonly ending?: Ending
  /** The sides change ends now. */
  readonly changeEnds?: boolean
}

export const NIL: Score = { home: 0, away: 0 }

export const BEFORE_FIRST_SET: Pick<SetsMemory, 'sets' | 'won' | 'stage'> = { sets: [], won: NIL, stage: 'pre_match' }

/** More than half of them: two of three, and two of two. */
export function setsToWin(bestOf: number): number {
  return Math.floor(bestOf / 2) + 1
}

export function isWon(won: Score, bestOf: number): boolean {
  return Math.max(won.home, won.away) >= setsToWin(bestOf)
}

/**
 * True once no set is left to play: a side has won, or all were played and each side won as many. Drawn sets count as played
 * where the match may end level; where it may not, others are played in their place.
 */
export function isComplete(won: Score, bestOf: number, drawn = 0): boolean {
  const played = won.home + won.away + (bestOf % 2 === 0 ? drawn : 0)
  return isWon(won, bestOf) || played >= bestOf
}

/** True once nothing that is played can count: the match is complete, or a side has retired or been defaulted. */
export function isDecided(
  { won, ending, drawn }: Pick<SetsMemory, 'won' | 'ending' | 'drawn'>,
  bestOf: number,
): boolean {
  return ending !== undefined || isComplete(won, bestOf, drawn)
}

/** The number of the set being played, or about to be. After the match, that of the last one. */
export function setNumber(won: Score, bestOf: number, drawn = 0): number {
  const finished = won.home + won.away + drawn
  return isComplete(won, bestOf, drawn) ? finished : finished + 1
}

/** True if the set that is played next decides the match. An even number of sets has no such set: they may end level. */
export function isDecidingSet(won: Score, bestOf: number): boolean {
  return bestOf % 2 === 1 && setNumber(won, bestOf) >= bestOf
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

/** Sets won by each side; nobody wins one that is level. */
export function wonBy(sets: readonly SetScore[]): Score {
  const home = sets.filter((set) => set.home > set.away).length
  const away = sets.filter((set) => set.away > set.home).length
  return { home, away }
}

/** Closes a set. The sport begins the next one. */
export function withSet<Memory extends SetsMemory>(memory: Memory, set: SetScore): Memory {
  const winner = winnerOfSet(set)
  const { shown, owed } = sumUp(memory.won[winner], memory.owed?.[winner], 1)
  const won = { ...memory.won, [winner]: shown }
  return withOwed({ ...memory, sets: [...memory.sets, set], won, stage: 'break' }, winner, owed)
}

/** The side of which it is true; `both`, or undefined for neither. */
export function sideThat(isTrue: (side: Side) => boolean): Side | 'both' | undefined {
  if (isTrue('home')) return isTrue('away') ? 'both' : 'home'
  return isTrue('away') ? 'away' : undefined
}
