import type { Wicket, WicketKind } from '../events.ts'

const NOT_OUT: ReadonlySet<WicketKind> = new Set(['retired_hurt', 'retired_not_out'])

/** The bowler gets these: Laws 32, 33, 35, 36 and 39. */
const BOWLERS: ReadonlySet<WicketKind> = new Set([
  'bowled',
  'caught',
  'caught_and_bowled',
  'lbw',
  'stumped',
  'hit_wicket',
])

/** Whether it counts as a wicket. A batter who retires, and may come back, is not out (Law 25.4). */
export function isDismissal(kind: WicketKind): boolean {
  return !NOT_OUT.has(kind)
}

export function isBowlersWicket(kind: WicketKind): boolean {
  return BOWLERS.has(kind)
}

/** As scorecards write it: `c Taylor b Boult`, `c sub (Farrow) b Boult`. */
export function howOut({ kind, fielders: all = [], substitutes = [] }: Wicket, bowler: string | undefined): string {
  // The scorer who does not know a substitute writes `sub`.
  const fielders = all.map((name) => (substitutes.includes(name) && name !== 'sub' ? `sub (${name})` : name))
  const by = bowler === undefined ? '' : ` b ${bowler}`
  const fielder = fielders[0] === undefined ? '' : ` ${fielders[0]}`
  switch (kind) {
    case 'bowled':
      return bowler === undefined ? 'bowled' : `b ${bowler}`
    case 'caught':
      return `c${fielder}${by}`
    case 'caught_and_bowled':
      return bowler === undefined ? 'c & b' : `c & b ${bowler}`
    case 'lbw':
      return `lbw${by}`
    case 'stumped':
      return `st${fielder}${by}`
    case 'hit_wicket':
      return `hit wicket${by}`
    case 'run_out':
      return fielders.length === 0 ? 'run out' : `run out (${fielders.join('/')})`
    case 'retired_hurt':
    case 'retired_not_out':
    case 'retired_out':
    case 'timed_out':
    case 'handled_the_ball':
    case 'hit_the_ball_twice':
    case 'obstructing_the_field':
      return kind.replaceAll('_', ' ')
  }
}
