import type { Ball, Delivery } from '../ball.ts'
import { type Batter, changed, type Innings } from '../detail.ts'
import type { Wicket } from '../events.ts'
import type { Crease } from './crease.ts'
import { howOut, isBowlersWicket, isDismissal } from './wicket.ts'

type Batters = Innings['batters']

/** The batters after a delivery. `innings` is the one after it, for the score at which a wicket fell. */
export function bat(
  batters: Batters,
  { bat: runs = 0, boundary, wickets = [] }: Delivery,
  { ball, crease, innings, bowler }: { ball: Ball; crease: Crease; innings: Innings; bowler: string | undefined },
): Batters {
  let all = sendIn(sendIn(batters, crease.striker), crease.nonStriker)
  const facing = crease.striker === undefined ? undefined : all[crease.striker]
  if (crease.striker !== undefined && facing) {
    const faced = {
      ...facing,
      runs: facing.runs + runs,
      balls: facing.balls + (ball.isFaced ? 1 : 0),
      fours: facing.fours + (boundary === 4 && runs > 0 ? 1 : 0),
      sixes: facing.sixes + (boundary === 6 && runs > 0 ? 1 : 0),
    }
    all = { ...all, [crease.striker]: faced }
  }
  let fallen = innings.wickets - ball.dismissals.length
  for (const wicket of wickets) {
    if (isDismissal(wicket.kind)) fallen += 1
    all = takeOut(all, { playerOut: crease.striker, ...wicket }, { innings: { ...innings, wickets: fallen }, bowler })
  }
  return all
}

/** The batters with one more at the crease; one who had retired and comes back goes on where he stood. */
export function sendIn(batters: Batters, name: string | undefined): Batters {
  if (name === undefined) return batters
  const known = Object.hasOwn(batters, name) ? batters[name] : undefined
  if (known)
    return known.retired === undefined ? batters : { ...batters, [name]: changed(known, { retired: undefined }) }
  const batter: Batter = { order: Object.keys(batters).length + 1, runs: 0, balls: 0, fours: 0, sixes: 0 }
  return { ...batters, [name]: batter }
}

/** The batters with one out, or retired. */
export function takeOut(
  batters: Batters,
  { kind, playerOut, fielders, substitutes }: Omit<Wicket, 'playerOut'> & { readonly playerOut?: string | undefined },
  { innings, bowler }: { innings: Innings; bowler: string | undefined },
): Batters {
  if (playerOut === undefined) return batters
  const all = sendIn(batters, playerOut)
  const batter = all[playerOut] as Batter
  const { runs, wickets, overs } = innings
  const how = howOut(
    { kind, ...(fielders && { fielders }), ...(substitutes && { substitutes }) },
    isBowlersWicket(kind) ? bowler : undefined,
  )
  const left = isDismissal(kind)
    ? { out: { kind, how, at: `${runs}/${wickets}`, overs } }
    : { retired: kind === 'retired_hurt' ? ('hurt' as const) : ('not_out' as const) }
  return { ...all, [playerOut]: { ...batter, ...left } }
}
