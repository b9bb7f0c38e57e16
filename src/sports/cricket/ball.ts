import type { EventNamed, Wicket } from './events.ts'
import { isDismissal } from './scoring/wicket.ts'

export type Delivery = EventNamed<'delivery'>

/** A delivery as the laws see it. */
export interface Ball {
  readonly total: number
  /** One of the over: no wide, no no-ball. */
  readonly isLegal: boolean
  /** Faced by the striker: a no-ball is, a wide is not. */
  readonly isFaced: boolean
  /** Against the bowler: byes, leg byes and penalty runs are not. */
  readonly conceded: number
  readonly dismissals: readonly Wicket[]
}

export function readBall(delivery: Delivery): Ball {
  const { bat = 0, wides = 0, noBalls = 0, byes = 0, legByes = 0, penalty = 0, wickets = [] } = delivery
  return {
    total: bat + wides + noBalls + byes + legByes + penalty,
    isLegal: wides === 0 && noBalls === 0,
    isFaced: wides === 0,
    conceded: bat + wides + noBalls,
    dismissals: wickets.filter(({ kind }) => isDismissal(kind)),
  }
}

/** How the ball is written in a line of balls: `.` `1` `W` `2wd` `4nb` `1lb`, with `+5` for penalty runs. */
export function ballText(
  { bat = 0, wides = 0, noBalls = 0, byes = 0, legByes = 0, penalty = 0 }: Delivery,
  ball: Ball,
): string {
  const wicket = ball.dismissals.length > 0 ? 'W' : ''
  const extra = penalty > 0 ? `+${penalty}` : ''
  if (wides > 0) return `${wides > 1 ? wides : ''}wd${wicket}${extra}`
  if (noBalls > 0) return `${bat + byes + legByes || ''}nb${wicket}${extra}`
  const runs = byes > 0 ? `${byes}b` : legByes > 0 ? `${legByes}lb` : bat > 0 ? String(bat) : ''
  return `${runs}${wicket}${extra}` || '.'
}
