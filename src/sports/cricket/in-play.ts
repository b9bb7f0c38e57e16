import type { MatchEvent } from '../../match/event.ts'
import type { MatchState } from '../../match/state.ts'
import { isConfirmed } from '../common/running-score.ts'
import type { StoryEntry } from '../contract/presentation.ts'
import { namedInnings } from '../engines/innings/innings.ts'
import { type Ball, type Delivery, readBall } from './ball.ts'
import type { CricketDetail, Innings } from './detail.ts'

/** An entry of the story with its place in play, and the total of its innings after it as it stands today. */
export interface Played<Entry extends StoryEntry = StoryEntry> {
  readonly entry: Entry
  /** Number of the innings; undefined before the first. */
  readonly n: number | undefined
  /** Of the last ball until here, from 0; undefined before the first ball of an innings. */
  readonly over: number | undefined
  readonly total: Total
  /** Set for a delivery that counts. */
  readonly ball?: Ball
}

export interface Total {
  readonly runs: number
  readonly wickets: number
}

const NIL: Total = { runs: 0, wickets: 0 }

export function inningsOf(state: MatchState, n: number | undefined): Innings | undefined {
  return (state.detail as Partial<CricketDetail>).innings?.[String(n)]
}

export function asDelivery(event: MatchEvent): Delivery {
  return event as unknown as Delivery
}

/** Who bowled a ball and who faced it: as the feed says; else as the board had them, if the ball came in its turn. */
export function peopleOf({ entry, n }: Played): { readonly bowler?: string; readonly striker?: string } {
  const { event, before, after } = entry
  const { bowler, striker } = asDelivery(event)
  const [was, is]: Partial<CricketDetail>[] = [before.detail, after.detail]
  const known = isInTurn(entry, n) ? { bowler: is?.bowler ?? was?.bowler, striker: was?.striker } : {}
  const told = { bowler: bowler ?? known.bowler, striker: striker ?? known.striker }
  return { ...(told.bowler && { bowler: told.bowler }), ...(told.striker && { striker: told.striker }) }
}

/** Whether a ball was the next one when it came. */
function isInTurn({ event, before }: StoryEntry, n: number | undefined): boolean {
  const { over, ballInOver } = event
  const { thisOver = '' } = before.detail as Partial<CricketDetail>
  if (event.type !== 'delivery' || n === undefined || n !== before.period?.n) return false
  if (over !== undefined && over !== Number.parseInt(inningsOf(before, n)?.overs ?? '0', 10)) return false
  return ballInOver === undefined || ballInOver === 1 || ballInOver === thisOver.split(' ').filter(Boolean).length + 1
}

/**
 * Entries in the order of play: a late ball stands in its over. The totals are counted again each time, so that a ball that
 * was corrected leaves no trace in those after it.
 */
export function inPlay<Entry extends StoryEntry>(entries: readonly Entry[]): readonly Played<Entry>[] {
  const totals = new Map<number, Total>()
  const overs = new Map<number, number>()
  return inOrder(entries).map(({ entry, n }) => {
    const { event, before } = entry
    if (n === undefined) return { entry, n, over: undefined, total: NIL }
    const total = totals.get(n) ?? inningsOf(before, n) ?? NIL
    if (event.type !== 'delivery') {
      const moved = entry.isDeleted ? total : movedBy(entry, n, total)
      totals.set(n, moved)
      return { entry, n, over: overs.get(n), total: moved }
    }
    const over = overOf(entry, n)
    overs.set(n, over)
    if (entry.isDeleted || !isConfirmed(event)) return { entry, n, over, total }
    const ball = readBall(asDelivery(event))
    const after = { runs: total.runs + ball.total, wickets: total.wickets + ball.dismissals.length }
    totals.set(n, after)
    return { entry, n, over, total: after, ball }
  })
}

/** A place in play: innings, over, ball. */
type Place = readonly [number, number, number]

function inOrder<Entry extends StoryEntry>(entries: readonly Entry[]) {
  let reached: Place = [0, -1, 0]
  const placed = entries.map((entry) => {
    const n = inningsOfEntry(entry)
    const place = placeOf(entry, n, reached)
    if (compare(place, reached) > 0) reached = place
    return { entry, n, place }
  })
  return placed.sort((left, right) => compare(left.place, right.place))
}

function placeOf({ event }: StoryEntry, n: number | undefined, reached: Place): Place {
  const { over, ballInOver } = event
  if (n === undefined || event.type !== 'delivery' || typeof over !== 'number' || typeof ballInOver !== 'number') {
    return n !== undefined && n > reached[0] ? [n, -1, 0] : reached
  }
  return [n, over, ballInOver]
}

function compare(left: Place, right: Place): number {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2]
}

/** Their `n` is the number of something else. */
const OTHER_NUMBERS: ReadonlySet<string> = new Set(['powerplay', 'super_over_start'])

function inningsOfEntry({ event, after }: StoryEntry): number | undefined {
  return namedInnings(OTHER_NUMBERS.has(event.type) ? { ...event, n: undefined } : event) ?? after.period?.n
}

/** The over of a delivery, from 0: the one it names, else the one that was being bowled, or begins with it. */
function overOf({ event, before }: StoryEntry, n: number): number {
  if (typeof event['over'] === 'number') return event['over']
  return Number.parseInt(inningsOf(before, n)?.overs ?? '0', 10)
}

/** What is no delivery moved the total by as much as when it arrived. */
function movedBy({ before, after }: StoryEntry, n: number, { runs, wickets }: Total): Total {
  const [was, is] = [inningsOf(before, n) ?? NIL, inningsOf(after, n) ?? NIL]
  return { runs: runs + is.runs - was.runs, wickets: wickets + is.wickets - was.wickets }
}
