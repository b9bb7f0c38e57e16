import { inningsAt, lastInnings, namedInnings } from '../../engines/innings/innings.ts'
import { type Ball, ballText, type Delivery, readBall } from '../ball.ts'
import {
  type CricketDetail,
  currentInnings,
  type Innings,
  type OverMemory,
  openInnings,
  type ReducedCricket,
  withDetail,
} from '../detail.ts'
import { type CricketFormat, formatOf } from '../format.ts'
import { bat } from './batting.ts'
import { bowl } from './bowling.ts'
import { liveOf } from './chase.ts'
import { creaseAfter, creaseOf, creaseOn, showCrease } from './crease.ts'
import { refresh, startInnings } from './innings.ts'
import { isComplete, NO_MEMORY, oversText } from './over.ts'
import { partnershipFrom } from './partnership.ts'
import { addRuns } from './runs.ts'

/** Counts one delivery. It opens its innings if the feed did not. */
export function applyDelivery(before: ReducedCricket, delivery: Delivery): ReducedCricket {
  const n = inningsOf(before, delivery)
  const isOpen = inningsAt(before.state.detail.innings, n) !== undefined
  const reduced = isOpen ? before : startInnings(before, { n, batting: delivery.team })
  const innings = inningsAt(reduced.state.detail.innings, n)
  if (innings === undefined) return reduced

  const { state, memory } = reduced
  const format = formatOf(state)
  const ball = readBall(delivery)
  const isCurrent = n === state.period?.n
  const crease = creaseOf(delivery, isCurrent ? creaseOn(state.detail) : {})
  const kept = memory.innings[n] ?? NO_MEMORY
  const bowler = delivery.bowler ?? kept.nextBowler
  const { nextBowler: _, ...memoryOfInnings } = kept
  // One more ball, after the last of all, belongs to the last over: it was miscounted (Law 17.5).
  const named = delivery.over ?? (innings.closedReason === 'overs' ? kept.over.n : undefined)
  const bowled = {
    ...delivery,
    ...(named !== undefined && { over: named }),
    ...(bowler !== undefined && { bowler }),
  }
  const bowling = bowl(bowled, ball, { innings, format, ...kept })
  const { over } = bowling

  const counted = countBall(innings, delivery, { ball, over, format })
  const updated = {
    ...counted,
    batters: bat(innings.batters, delivery, { ball, crease, innings: counted, bowler: over.bowler }),
    bowlers: bowling.figures,
  }
  const scored = addRuns(state, innings, ball.total)
  const detail = { ...scored.detail, innings: { ...scored.detail.innings, [n]: updated } }
  const next = {
    state: { ...scored, detail },
    memory: { ...memory, innings: { ...memory.innings, [n]: { ...memoryOfInnings, over, bowlers: bowling.bowlers } } },
  }
  if (!isCurrent) return next
  const isNewOver = over.n !== kept.over.n
  const creaseNext = creaseAfter(crease, delivery, {
    format,
    over: over.n,
    hasOverEnded: isComplete(over, format.ballsPerOver),
  })
  const told = withDetail(next, {
    bowler: over.bowler,
    thisOver: [isNewOver ? '' : (detail.thisOver ?? ''), ballText(delivery, ball)].join(' ').trimStart(),
    lastWicket: ball.dismissals.at(-1) ? (ball.dismissals.at(-1)?.playerOut ?? crease.striker) : detail.lastWicket,
  })
  // One ball more of an innings that is over: it counts, and nobody is at the crease.
  if (innings.closedReason !== undefined) return refresh(told)
  return withDetail(told, {
    ...liveOf(next.state, updated, over),
    ...showCrease(creaseNext, detail),
    ...(delivery.wickets?.length && { partnershipFrom: partnershipFrom(updated) }),
    freeHit: isFreeHitNext(delivery, detail, format) ? true : undefined,
  })
}

/** The innings of a delivery: the one it names, else the one being played, else the next that the format has. */
function inningsOf({ state, memory }: ReducedCricket, delivery: Delivery): number {
  const named = namedInnings(delivery)
  if (named !== undefined) return named
  const open = openInnings(state)
  if (open) return open.n
  // The laws closed it, the feed did not: an over may have a seventh ball (Law 17.5). The other side bats in the next one.
  const current = currentInnings(state)
  const isSame = current !== undefined && (delivery.team ?? current.side) === current.side
  if (isSame && memory.closedByLaw?.n === current.n) return current.n
  const last = lastInnings(state.detail.innings)?.n ?? 0
  const hasNext = last < formatOf(state).inningsPerSide * 2 || state.detail.superOver !== undefined
  return hasNext ? last + 1 : last
}

function countBall(
  innings: Innings,
  { wides = 0, noBalls = 0, byes = 0, legByes = 0, penalty = 0 }: Delivery,
  { ball, over, format: { ballsPerOver } }: { ball: Ball; over: OverMemory; format: CricketFormat },
): Innings {
  const runs = innings.runs + ball.total
  const { extras } = innings
  return {
    ...innings,
    runs,
    wickets: innings.wickets + ball.dismissals.length,
    overs: oversText(over, ballsPerOver),
    balls: innings.balls + (ball.isLegal ? 1 : 0),
    extras:
      wides + noBalls + byes + legByes + penalty === 0
        ? extras
        : {
            wides: extras.wides + wides,
            noBalls: extras.noBalls + noBalls,
            byes: extras.byes + byes,
            legByes: extras.legByes + legByes,
            penalty: extras.penalty + penalty,
          },
  }
}

/** After a no-ball, and again if the free hit itself was a wide or a no-ball. */
function isFreeHitNext(
  { noBalls = 0, wides = 0, freeHit }: Delivery,
  detail: CricketDetail,
  { freeHit: given }: CricketFormat,
): boolean {
  return given && (noBalls > 0 || (wides > 0 && (freeHit ?? detail.freeHit ?? false)))
}
