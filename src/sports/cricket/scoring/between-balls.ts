import { inningsAt, namedInnings } from '../../engines/innings/innings.ts'
import { type Innings, openInnings, type ReducedCricket, withDetail, withInnings } from '../detail.ts'
import type { EventNamed } from '../events.ts'
import { formatOf } from '../format.ts'
import { sendIn, takeOut } from './batting.ts'
import { figuresAfter } from './bowling.ts'
import { liveOf } from './chase.ts'
import { creaseOn, showCrease, withBatter } from './crease.ts'
import { isComplete, NO_MEMORY, oversText } from './over.ts'
import { partnershipFrom } from './partnership.ts'
import { isDismissal } from './wicket.ts'

/** A batter who is timed out, is run out while backing up, or retires. */
export function applyWicket(reduced: ReducedCricket, event: EventNamed<'wicket'>): ReducedCricket {
  const innings = inningsOf(reduced, event)
  if (innings === undefined) return reduced
  const { striker, nonStriker } = creaseOn(reduced.state.detail)
  const playerOut = event.playerOut ?? striker
  const isOut = isDismissal(event.kind)
  const counted = { ...innings, wickets: innings.wickets + (isOut ? 1 : 0) }
  const batters = takeOut(innings.batters, { ...event, playerOut }, { innings: counted, bowler: undefined })
  const taken = withInnings(reduced, { ...counted, batters })
  if (innings.n !== reduced.state.period?.n || innings.closedReason !== undefined) return taken
  return withDetail(taken, {
    ...showCrease(
      {
        striker: playerOut === striker ? undefined : striker,
        nonStriker: playerOut === nonStriker ? undefined : nonStriker,
      },
      reduced.state.detail,
    ),
    partnershipFrom: partnershipFrom({ runs: innings.runs, batters }),
    lastWicket: isOut ? playerOut : reduced.state.detail.lastWicket,
  })
}

export function applyBatterIn(reduced: ReducedCricket, event: EventNamed<'batter_in'>): ReducedCricket {
  const innings = openInnings(reduced.state)
  if (innings === undefined) return reduced
  const sent = withInnings(reduced, { ...innings, batters: sendIn(innings.batters, event.batter) })
  const crease = withBatter(creaseOn(reduced.state.detail), event.batter, event.striker)
  return withDetail(sent, showCrease(crease, reduced.state.detail))
}

export function applyBowlerChange(reduced: ReducedCricket, { bowler }: EventNamed<'bowler_change'>): ReducedCricket {
  const innings = openInnings(reduced.state)
  if (innings === undefined) return reduced
  const kept = reduced.memory.innings[innings.n] ?? NO_MEMORY
  const memory = {
    ...reduced.memory,
    innings: { ...reduced.memory.innings, [innings.n]: { ...kept, nextBowler: bowler } },
  }
  return withDetail({ ...reduced, memory }, { bowler })
}

/** Ends the over in progress, however many balls it had. */
export function applyOverEnd(reduced: ReducedCricket, event: EventNamed<'over_end'>): ReducedCricket {
  const innings = inningsOf(reduced, event)
  if (innings === undefined) return reduced
  const { ballsPerOver } = formatOf(reduced.state)
  const kept = reduced.memory.innings[innings.n] ?? NO_MEMORY
  const isOther = (event.over ?? kept.over.n) !== kept.over.n
  // An over in which the innings ended is never completed: 18.4 overs stay 18.4.
  if (isOther || innings.closedReason !== undefined || isComplete(kept.over, ballsPerOver)) return reduced
  const over = { ...kept.over, isClosed: true }
  const ended = {
    ...innings,
    overs: oversText(over, ballsPerOver),
    bowlers: figuresAfter(innings.bowlers, { over, bowlers: kept.bowlers }, ballsPerOver),
  }
  const memory = { ...reduced.memory, innings: { ...reduced.memory.innings, [innings.n]: { ...kept, over } } }
  const closed = withInnings({ ...reduced, memory }, ended)
  if (innings.n !== reduced.state.period?.n) return closed
  const { striker, nonStriker } = creaseOn(reduced.state.detail)
  const swapped = showCrease({ striker: nonStriker, nonStriker: striker }, reduced.state.detail)
  return withDetail(closed, { ...liveOf(closed.state, ended, over), ...swapped })
}

function inningsOf({ state }: ReducedCricket, event: Parameters<typeof namedInnings>[0]): Innings | undefined {
  return inningsAt(state.detail.innings, namedInnings(event) ?? state.period?.n)
}
