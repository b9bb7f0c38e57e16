import type { Ball, Delivery } from '../ball.ts'
import type { Bowler, BowlerMemory, Innings, InningsMemory, OverMemory } from '../detail.ts'
import type { CricketFormat } from '../format.ts'
import { bowledText, overOf, withBall, withBowler, workAfter, workOf } from './over.ts'
import { isBowlersWicket } from './wicket.ts'

interface Bowling {
  readonly over: OverMemory
  /** Each bowler's work before this over. */
  readonly bowlers: Readonly<Record<string, BowlerMemory>>
  readonly figures: Innings['bowlers']
}

/** The over, and who has bowled what, after a delivery. */
export function bowl(
  { over: named, ballInOver, bowler, wickets = [] }: Delivery,
  ball: Ball,
  before: { over: OverMemory; bowlers: Bowling['bowlers']; innings: Innings; format: CricketFormat },
): Bowling {
  const { ballsPerOver, countIn } = before.format
  const begun = overOf(before.over, named, ballsPerOver)
  const { bowlers, figures } = handOver(before, begun, bowler)
  const over = withBall(withBowler(begun, bowler), ball, ballInOver)
  if (over.bowler === undefined) return { over, bowlers, figures }
  const known = Object.hasOwn(figures, over.bowler) ? figures[over.bowler] : undefined
  const figure = known ?? { order: Object.keys(figures).length + 1, overs: '0.0', maidens: 0, runs: 0, wickets: 0 }
  const bowled = {
    ...figure,
    ...workText(workAfter(workOf(bowlers, over.bowler), over, ballsPerOver), ballsPerOver),
    ...(countIn === 'balls' && { balls: (figure.balls ?? 0) + (ball.isLegal ? 1 : 0) }),
    runs: figure.runs + ball.conceded,
    wickets: figure.wickets + wickets.filter(({ kind }) => isBowlersWicket(kind)).length,
  }
  return { over, bowlers, figures: { ...figures, [over.bowler]: bowled } }
}

/** Puts what the bowler until now has done into his account, if another over or another bowler begins. */
function handOver(
  {
    over,
    bowlers,
    innings,
    format,
  }: { over: OverMemory; bowlers: Bowling['bowlers']; innings: Innings; format: CricketFormat },
  begun: OverMemory,
  bowler: string | undefined,
): Pick<Bowling, 'bowlers' | 'figures'> {
  const figures = innings.bowlers
  const { bowler: previous } = over
  const isNewOver = begun.n !== over.n
  const figure = previous === undefined ? undefined : figures[previous]
  if (previous === undefined || !figure || (!isNewOver && (bowler === undefined || bowler === previous))) {
    return { bowlers, figures }
  }
  const done = isNewOver ? { ...over, isClosed: true } : { ...over, isShared: true }
  const work = workAfter(workOf(bowlers, previous), done, format.ballsPerOver)
  // The end of an over changes the figures only if the over had fewer balls.
  return {
    bowlers: { ...bowlers, [previous]: work },
    figures: { ...figures, [previous]: { ...figure, ...workText(work, format.ballsPerOver) } },
  }
}

function workText(work: BowlerMemory, ballsPerOver: number): Pick<Bowler, 'overs' | 'maidens'> {
  return { overs: bowledText(work, ballsPerOver), maidens: work.maidens }
}

/** The figures once the umpire has ended the over in progress. */
export function figuresAfter(
  figures: Innings['bowlers'],
  { over, bowlers }: Pick<InningsMemory, 'over' | 'bowlers'>,
  ballsPerOver: number,
): Innings['bowlers'] {
  const { bowler } = over
  const figure = bowler !== undefined && Object.hasOwn(figures, bowler) ? figures[bowler] : undefined
  if (bowler === undefined || figure === undefined) return figures
  return {
    ...figures,
    [bowler]: { ...figure, ...workText(workAfter(workOf(bowlers, bowler), over, ballsPerOver), ballsPerOver) },
  }
}
