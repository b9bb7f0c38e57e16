import type { Warning } from '../contract/warnings/warning.ts'
import { inningsAt, inningsInOrder, namedInnings } from '../engines/innings/innings.ts'
import { type CricketMemory, type CricketState, currentInnings, type Innings } from './detail.ts'
import type { CricketEvent, EventNamed, WicketKind } from './events.ts'
import { type CricketFormat, formatOf } from './format.ts'
import { NO_MEMORY, overOf, workOf } from './scoring/over.ts'

export const contradictionWarnings = {
  'contradicts-itself': {
    when: 'two fields of the event cannot both be; it counts as it is told',
    example: '`{"type":"delivery","bat":1,"wides":1}`; a batter caught off a wide',
  },
  'not-batting': {
    when: 'the delivery names the other side than the one that bats; it counts for the one that bats',
    example: '`{"type":"delivery","team":"away"}` in an innings of home',
  },
  'unknown-period': {
    when: 'no innings has this name, or this number; the event counts where it stands',
    example: '`"period":"second"`; an innings is `2` or `innings_2`',
  },
  'skipped-period': {
    when: 'an innings begins, and one before it never did',
    example: '`{"type":"innings_start","n":3}` after the first innings',
  },
  'super-over-not-due': {
    when: 'a super over is announced, and the match is not tied, or not over',
    example: '`super_over_start` at 157/3 and 12/0',
  },
} as const

type Contradiction = Warning<
  keyof typeof contradictionWarnings | 'beyond-limit' | 'impossible-player' | 'contradicts-period' | 'innings-not-open'
>
type Delivery = EventNamed<'delivery'>

/** More has never been run or hit off one ball that was not also thrown to the boundary. */
const MOST_RUNS = 8

/** Off a wide, or off a no-ball, a batter is out in these ways alone (Laws 21.18 and 22.9). */
const OFF_A_WIDE: ReadonlySet<WicketKind> = new Set([
  'stumped',
  'hit_wicket',
  'run_out',
  'obstructing_the_field',
  'handled_the_ball',
])
const OFF_A_NO_BALL: ReadonlySet<WicketKind> = new Set([
  'run_out',
  'obstructing_the_field',
  'hit_the_ball_twice',
  'handled_the_ball',
])
const BETWEEN_BALLS: ReadonlySet<WicketKind> = new Set(['timed_out', 'retired_out', 'retired_hurt', 'retired_not_out'])

/** What a delivery says against itself. */
export function contradictsItself(delivery: Delivery): Contradiction[] {
  const { bat = 0, wides = 0, noBalls = 0, byes = 0, legByes = 0, boundary, wickets = [] } = delivery
  const told = (detail: string): Contradiction => ({ code: 'contradicts-itself', detail })
  const kinds = Object.entries({ bat, wides, byes, legByes }).filter(([, runs]) => runs > 0)
  const found: Contradiction[] = []
  if (kinds.length > 1) found.push(told(`runs of one ball are ${kinds.map(([name]) => name).join(' or ')}, not both`))
  if (wides > 0 && noBalls > 0) found.push(told('a no-ball is no wide'))
  const most = Math.max(bat, wides, noBalls, byes, legByes)
  if (boundary !== undefined && most < boundary) found.push(told(`a boundary of ${boundary} with ${most} runs`))
  if (most > MOST_RUNS) found.push({ code: 'beyond-limit', detail: `${most} runs of one kind off one ball` })
  for (const { kind } of wickets) {
    if (BETWEEN_BALLS.has(kind)) continue
    if (wides > 0 && !OFF_A_WIDE.has(kind)) found.push(told(`nobody is out ${kind} off a wide`))
    if (noBalls > 0 && !OFF_A_NO_BALL.has(kind)) found.push(told(`nobody is out ${kind} off a no-ball`))
  }
  return found
}

/** What a delivery says against who bats and bowls, and against the over before. */
export function contradictsPlay(
  { detail, period, format }: CricketState,
  innings: Innings,
  delivery: Delivery,
  memory: CricketMemory,
): Contradiction[] {
  const { team, striker, nonStriker, over: named } = delivery
  const found: Contradiction[] = []
  const impossible = (what: string) => found.push({ code: 'impossible-player', detail: what })
  if (team !== undefined && team !== innings.side) {
    found.push({
      code: 'not-batting',
      detail: `a delivery of ${team}, and ${innings.side} bats in innings ${innings.n}`,
    })
  }
  const { batting = [] } = detail
  const isFull = innings.n === period?.n && batting.length === 2 && innings.closedReason === undefined
  for (const batter of [striker, nonStriker]) {
    if (batter === undefined || !isFull || batting.includes(batter)) continue
    impossible(`${batter} bats, and ${batting.join(' and ')} are in, neither of them out`)
  }
  const { over, nextBowler, bowlers } = memory.innings[innings.n] ?? NO_MEMORY
  const rules = formatOf({ format } as CricketState)
  const { ballsPerOver, type } = rules
  if (named !== undefined && named > over.n + 1) {
    found.push({ code: 'contradicts-period', detail: `over ${named} after over ${over.n}: those between are missing` })
  }
  const bowler = delivery.bowler ?? nextBowler
  if (bowler === undefined) return found
  if (bowler === striker || bowler === nonStriker || (isFull && batting.includes(bowler))) {
    impossible(`${bowler} bowls, and is batting`)
  }
  const quota = type === 'custom' || innings.superOver !== undefined ? undefined : quotaOf(rules)
  const isNew = overOf(over, named, ballsPerOver).n !== over.n
  const { overs, balls } = workOf(bowlers, bowler)
  if (quota !== undefined && isNew && overs * ballsPerOver + balls >= quota) {
    found.push({ code: 'beyond-limit', detail: `${bowler} has bowled the ${quota} balls that one bowler may` })
  }
  return found
}

/** Shorter games between friends have rules of their own. */
const SHORTEST_WITH_QUOTA = 60

/**
 * Balls that one bowler may bowl: a fifth of an innings, and what is left over. A match that is shortened while it is played
 * has others, which nobody tells.
 */
function quotaOf({ oversLimit, ballsLimit, ballsPerOver }: CricketFormat): number | undefined {
  const limit = ballsLimit ?? (oversLimit === undefined ? undefined : oversLimit * ballsPerOver)
  if (limit === undefined || limit < SHORTEST_WITH_QUOTA) return undefined
  return ballsLimit === undefined ? Math.ceil((oversLimit ?? 0) / 5) * ballsPerOver : Math.ceil(ballsLimit / 5)
}

/** What the beginning or the end of an innings or an over says against the board. */
export function contradictsOrder(state: CricketState, event: CricketEvent, memory: CricketMemory): Contradiction[] {
  const { detail, period } = state
  const { inningsPerSide, ballsPerOver } = formatOf(state)
  switch (event.type) {
    case 'innings_start': {
      const n = event.n ?? namedInnings({ ...event, n: undefined })
      if (n === undefined || event.superOver || detail.superOver !== undefined) return []
      const last = inningsInOrder(detail.innings).at(-1)?.n ?? 0
      if (n > inningsPerSide * 2) {
        return [{ code: 'beyond-limit', detail: `innings ${n} of a match that has ${inningsPerSide * 2}` }]
      }
      return n > last + 1 ? [{ code: 'skipped-period', detail: `innings ${n} begins after innings ${last}` }] : []
    }
    case 'innings_end':
    case 'declaration': {
      const n = namedInnings(event) ?? period?.n
      const isLimited = event.type === 'declaration' && inningsPerSide === 1
      return [
        ...(n === undefined || inningsAt(detail.innings, n) === undefined
          ? [{ code: 'innings-not-open', detail: `${event.type} of innings ${n ?? 1}, which has not begun` } as const]
          : []),
        ...(isLimited ? [{ code: 'beyond-limit', detail: 'a declaration, where each side bats once' } as const] : []),
      ]
    }
    case 'follow_on': {
      if (inningsPerSide === 1) return [{ code: 'beyond-limit', detail: 'a follow-on, where each side bats once' }]
      const last = inningsInOrder(detail.innings).at(-1)?.n ?? 0
      return last === 2 ? [] : [{ code: 'contradicts-period', detail: `a follow-on after innings ${last}, not 2` }]
    }
    case 'over_end': {
      const innings = currentInnings(state)
      const over = innings && memory.innings[innings.n]?.over
      // Umpires miscount by a ball (Law 17.5), not by more.
      if (over === undefined || over.isClosed || (event.over ?? over.n) !== over.n) return []
      if (innings?.closedReason !== undefined || over.legalBalls >= ballsPerOver - 1) return []
      return [{ code: 'contradicts-period', detail: `over ${over.n} ends after ${over.legalBalls} balls` }]
    }
    case 'super_over_start': {
      const { score } = state
      const isPlayed = inningsInOrder(detail.innings).filter(({ superOver }) => superOver === undefined).length >= 2
      if (isPlayed && score.home === score.away) return []
      return [{ code: 'super-over-not-due', detail: `a super over at ${score.home}–${score.away}` }]
    }
    case 'powerplay':
      return event.from >= event.to
        ? [{ code: 'contradicts-itself', detail: `a powerplay from ${event.from} to ${event.to}` }]
        : []
    case 'target_revised':
      return twoLengths(event.overs, event.balls, ballsPerOver)
    case 'overs_reduced':
      return twoLengths(event.oversLimit, event.ballsLimit, ballsPerOver)
    default:
      return []
  }
}

/** Their `n` is the number of an innings. */
const OF_INNINGS: ReadonlySet<string> = new Set(['innings_start', 'innings_end', 'declaration'])

/** What an event says of its innings: one that there cannot be, or two. */
export function contradictsInnings(state: CricketState, event: CricketEvent): Contradiction[] {
  const { period, n, superOver } = event as Pick<CricketEvent, 'period'> & Record<'n' | 'superOver', unknown>
  if (period === undefined) return []
  const named = namedInnings({ period })
  const isLimited = superOver === undefined && state.detail.superOvers === undefined
  if (named === undefined || (isLimited && named > formatOf(state).inningsPerSide * 2)) {
    return [{ code: 'unknown-period', detail: `there is no innings ${period}` }]
  }
  if (typeof n !== 'number' || n === named || !OF_INNINGS.has(event.type)) return []
  return [{ code: 'contradicts-itself', detail: `${event.type} names innings ${n} and innings ${named}` }]
}

/** Whether overs and balls of one innings are two lengths. Part of an over may be told by its balls alone. */
function twoLengths(overs: number | undefined, balls: number | undefined, ballsPerOver: number): Contradiction[] {
  if (overs === undefined || balls === undefined) return []
  const beyond = balls - overs * ballsPerOver
  if (beyond >= 0 && beyond < ballsPerOver) return []
  return [{ code: 'contradicts-itself', detail: `${overs} overs have ${overs * ballsPerOver} balls, not ${balls}` }]
}

/** Whether somebody is out who was not batting. */
export function outAndNotIn(
  { detail, period }: CricketState,
  innings: Innings | undefined,
  wickets: readonly { readonly kind: WicketKind; readonly playerOut?: string | undefined }[],
  named: readonly (string | undefined)[] = [],
): Contradiction[] {
  const { batting = [] } = detail
  if (innings === undefined || innings.n !== period?.n || batting.length < 2) return []
  return wickets.flatMap(({ kind, playerOut }) =>
    playerOut === undefined || kind === 'timed_out' || batting.includes(playerOut) || named.includes(playerOut)
      ? []
      : [{ code: 'impossible-player' as const, detail: `${playerOut} is out, and ${batting.join(' and ')} are in` }],
  )
}
