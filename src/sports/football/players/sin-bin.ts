import { countLabel, parseClock } from '../../../match/clock.ts'
import type { Side } from '../../../match/state.ts'
import type { FootballDetail } from '../detail.ts'
import type { FootballEvent } from '../events.ts'

type SinBinEvent = Extract<FootballEvent, { type: 'sin_bin' }>

const MINUTE_MS = 60_000
/** No match has more at once. A feed may invent any number. */
const MAX_AT_ONCE = 10

/** A player is off for some minutes of play: his side is one fewer until then. */
export function enterSinBin(
  detail: FootballDetail,
  event: SinBinEvent,
  nowMs: number,
  minutes: number,
): FootballDetail {
  const { id, team, player } = event
  const { sinBin = [] } = detail
  if (sinBin.length >= MAX_AT_ONCE || detail.players[team] === 0) return detail
  const until = countLabel(nowMs + (event.minutes ?? minutes) * MINUTE_MS, 'up')
  return {
    ...detail,
    players: { ...detail.players, [team]: detail.players[team] - 1 },
    sinBin: [...sinBin, { id, team, ...(player !== undefined && { player }), until }],
  }
}

/** The one who is back before the clock says so: of that name, or the first of the side. */
export function leaveSinBin(detail: FootballDetail, team: Side, player: string | undefined): FootballDetail {
  const back = detail.sinBin?.find((each) => each.team === team && (player === undefined || each.player === player))
  return back === undefined ? detail : without(detail, [back.id])
}

/** Those whose time is over when an event says a later one. */
export function withoutServed(detail: FootballDetail, clock: string | undefined): FootballDetail {
  const nowMs = clock === undefined || detail.sinBin === undefined ? undefined : parseClock(clock)?.ms
  if (nowMs === undefined) return detail
  const served = (detail.sinBin ?? []).filter(({ until }) => (parseClock(until)?.ms ?? 0) <= nowMs)
  return served.length === 0
    ? detail
    : without(
        detail,
        served.map(({ id }) => id),
      )
}

function without(detail: FootballDetail, ids: readonly string[]): FootballDetail {
  const { sinBin = [], ...rest } = detail
  const left = sinBin.filter(({ id }) => !ids.includes(id))
  const back = (side: Side) => sinBin.filter((each) => each.team === side && ids.includes(each.id)).length
  const players = { home: rest.players.home + back('home'), away: rest.players.away + back('away') }
  return { ...rest, players, ...(left.length > 0 && { sinBin: left }) }
}
