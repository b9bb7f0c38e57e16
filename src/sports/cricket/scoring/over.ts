import type { BowlerMemory, InningsMemory, OverMemory } from '../detail.ts'

/** Before the first ball of an innings: shown as 0.0. */
export const NO_OVER: OverMemory = {
  n: -1,
  legalBalls: 0,
  isClosed: true,
  bowlerBalls: 0,
  bowlerRuns: 0,
  isShared: false,
}

/** What is remembered of an innings before its first ball. */
export const NO_MEMORY: InningsMemory = { over: NO_OVER, bowlers: {}, isTargetGiven: false }

const NO_WORK: BowlerMemory = { overs: 0, balls: 0, maidens: 0 }

/**
 * An over is complete after its balls, or when the feed says so: umpires miscount, and a miscounted over stands as
 * bowled (Law 17.5). So one of 5 balls ends with `over_end` or the next over's number, and a 7th ball belongs to its over.
 */
export function isComplete(over: OverMemory, ballsPerOver: number): boolean {
  return over.isClosed || over.legalBalls >= ballsPerOver
}

/** The over that a delivery belongs to, by the number the feed gave it, else by the count of balls. */
export function overOf(over: OverMemory, named: number | undefined, ballsPerOver: number): OverMemory {
  if (named === undefined) return isComplete(over, ballsPerOver) ? newOver(over.n + 1) : over
  if (named > over.n) return newOver(named)
  return over.isClosed ? { ...over, isClosed: false } : over
}

function newOver(n: number): OverMemory {
  return { n, legalBalls: 0, isClosed: false, bowlerBalls: 0, bowlerRuns: 0, isShared: false }
}

/** "49.1" */
export function oversText(over: OverMemory, ballsPerOver: number): string {
  return isComplete(over, ballsPerOver) ? `${over.n + 1}.0` : `${over.n}.${over.legalBalls}`
}

/** Balls of the innings' allowance that are gone. A miscounted over has used up one over. */
export function ballsUsed(over: OverMemory, ballsPerOver: number): number {
  if (isComplete(over, ballsPerOver)) return (over.n + 1) * ballsPerOver
  return over.n * ballsPerOver + over.legalBalls
}

/** The over with its bowler; one who takes over in the middle bowls the rest of it (Law 17.8). */
export function withBowler(over: OverMemory, bowler: string | undefined): OverMemory {
  if (bowler === undefined || bowler === over.bowler) return over
  if (over.bowler === undefined) return { ...over, bowler }
  return { ...over, bowler, bowlerBalls: 0, bowlerRuns: 0, isShared: true }
}

export function withBall(
  over: OverMemory,
  ball: { isLegal: boolean; conceded: number },
  ballInOver?: number,
): OverMemory {
  const legal = ball.isLegal ? 1 : 0
  const isNew = ballInOver !== undefined && !over.balls?.includes(ballInOver)
  return {
    ...over,
    ...(isNew && { balls: [...(over.balls ?? []), ballInOver] }),
    legalBalls: over.legalBalls + legal,
    bowlerBalls: over.bowlerBalls + legal,
    bowlerRuns: over.bowlerRuns + ball.conceded,
  }
}

export function workOf(bowlers: Readonly<Record<string, BowlerMemory>>, name: string): BowlerMemory {
  return (Object.hasOwn(bowlers, name) && bowlers[name]) || NO_WORK
}

/** What the over's bowler has done with it: a whole over, or some balls of one. */
export function workAfter(before: BowlerMemory, over: OverMemory, ballsPerOver: number): BowlerMemory {
  if (over.isShared || !isComplete(over, ballsPerOver)) return { ...before, balls: before.balls + over.bowlerBalls }
  const maiden = over.bowlerRuns === 0 ? 1 : 0
  return { ...before, overs: before.overs + 1, maidens: before.maidens + maiden }
}

/** "8.3" */
export function bowledText({ overs, balls }: BowlerMemory, ballsPerOver: number): string {
  return `${overs + Math.floor(balls / ballsPerOver)}.${balls % ballsPerOver}`
}
