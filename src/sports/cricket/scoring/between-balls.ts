import { inningsAt, namedInnings } from '../../engines/innings/innings.ts'
import { type CricketBoard, changed, type Innings, openInnings, withDetail, withInnings } from '../detail.ts'
import type { EventNamed } from '../events.ts'
import { formatOf } from '../format.ts'
import { sendIn, takeOut } from './batting.ts'
import { figuresAfter } from './bowling.ts'
import { liveOf, rateOf } from './chase.ts'
import { creaseOn, showCrease, withBatter } from './crease.ts'
import { ballsUsed, isComplete, NO_MEMORY, oversText } from './over.ts'
import { isDismissal } from './wicket.ts'

/** A batter who is timed out, is run out while backing up, or retires. */
export function applyWicket(board: CricketBoard, event: EventNamed<'wicket'>): CricketBoard {
  const innings = inningsOf(board, event)
  if (innings === undefined) return board
  const { striker, nonStriker } = creaseOn(board.state.detail)
  const playerOut = event.playerOut ?? striker
  const isOut = isDismissal(event.kind)
  const counted = { ...innings, wickets: innings.wickets + (isOut ? 1 : 0) }
  const batters = takeOut(innings.batters, { ...event, playerOut }, { innings: counted, bowler: undefined })
  const taken = withInnings(board, { ...counted, batters })
  if (innings.n !== board.state.period?.n) return taken
  return withDetail(taken, {
    ...showCrease(
      {
        striker: playerOut === striker ? undefined : striker,
        nonStriker: playerOut === nonStriker ? undefined : nonStriker,
      },
      board.state.detail,
    ),
    partnership: { runs: 0, balls: 0 },
    lastWicket: isOut ? playerOut : board.state.detail.lastWicket,
  })
}

export function applyBatterIn(board: CricketBoard, event: EventNamed<'batter_in'>): CricketBoard {
  const innings = openInnings(board.state)
  if (innings === undefined) return board
  const sent = withInnings(board, { ...innings, batters: sendIn(innings.batters, event.batter) })
  const crease = withBatter(creaseOn(board.state.detail), event.batter, event.striker)
  return withDetail(sent, showCrease(crease, board.state.detail))
}

export function applyBowlerChange(board: CricketBoard, { bowler }: EventNamed<'bowler_change'>): CricketBoard {
  const innings = openInnings(board.state)
  if (innings === undefined) return board
  const kept = board.memory.innings[innings.n] ?? NO_MEMORY
  const memory = { ...board.memory, innings: { ...board.memory.innings, [innings.n]: { ...kept, nextBowler: bowler } } }
  return withDetail({ ...board, memory }, { bowler })
}

/** Ends the over in progress, however many balls it had. */
export function applyOverEnd(board: CricketBoard, event: EventNamed<'over_end'>): CricketBoard {
  const innings = inningsOf(board, event)
  if (innings === undefined) return board
  const { ballsPerOver } = formatOf(board.state)
  const kept = board.memory.innings[innings.n] ?? NO_MEMORY
  const isOther = (event.over ?? kept.over.n) !== kept.over.n
  if (isOther || isComplete(kept.over, ballsPerOver)) return board
  const over = { ...kept.over, isClosed: true }
  const ended = changed(
    {
      ...innings,
      overs: oversText(over, ballsPerOver),
      bowlers: figuresAfter(innings.bowlers, { over, bowlers: kept.bowlers }, ballsPerOver),
    },
    { rate: rateOf(innings.runs, ballsUsed(over, ballsPerOver), ballsPerOver) },
  )
  const memory = { ...board.memory, innings: { ...board.memory.innings, [innings.n]: { ...kept, over } } }
  const closed = withInnings({ ...board, memory }, ended)
  if (innings.n !== board.state.period?.n) return closed
  const { striker, nonStriker } = creaseOn(board.state.detail)
  const swapped = showCrease({ striker: nonStriker, nonStriker: striker }, board.state.detail)
  return withDetail(closed, { ...liveOf(closed.state, ended, over), ...swapped })
}

function inningsOf({ state }: CricketBoard, event: Parameters<typeof namedInnings>[0]): Innings | undefined {
  return inningsAt(state.detail.innings, namedInnings(event) ?? state.period?.n)
}
