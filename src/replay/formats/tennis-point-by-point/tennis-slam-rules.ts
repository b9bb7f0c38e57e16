import type { SlamPoint } from './tennis-slam-rows.ts'

/** Which match of which event: `2019-wimbledon-1701`, `2021-ausopen-MD101`. */
export interface SlamMatch {
  readonly year: number
  readonly slam: string
  readonly event: SlamEvent
}

export type SlamEvent = 'men' | 'women' | 'men-doubles' | 'women-doubles' | 'mixed'

const EVENTS: Readonly<Record<string, SlamEvent>> = {
  '1': 'men',
  '2': 'women',
  '3': 'men-doubles',
  '4': 'women-doubles',
  '5': 'mixed',
  MS: 'men',
  WS: 'women',
  MD: 'men-doubles',
  WD: 'women-doubles',
  XD: 'mixed',
}

export function slamMatchOf(matchId: string): SlamMatch {
  const [, year = '0', slam = '', event = ''] = /^(\d{4})-([^-]+)-(\d|[A-Z]{2})/.exec(matchId) ?? []
  return { year: Number(year), slam, event: EVENTS[event] ?? 'men' }
}

/**
 * The rules under which the match was played. The deciding set was each Grand Slam's own affair until the Grand Slam
 * Board's rule of March 2022 (tie-break to 10 at 6-6), used from Roland-Garros 2022 on.
 */
export function formatOf(match: SlamMatch, points: readonly SlamPoint[]) {
  const { event, slam } = match
  const doubles = event !== 'men' && event !== 'women'
  const noAd = event === 'mixed' && slam !== 'wimbledon'
  const finalSet = finalSetOf(match)
  return { bestOf: bestOfFor(match, points), finalSet, ...(noAd && { noAd }), ...(doubles && { doubles }) }
}

function finalSetOf({ year, slam, event }: SlamMatch): string {
  if (event === 'mixed' && slam !== 'wimbledon') return 'matchtb10'
  const isSingles = event === 'men' || event === 'women'
  switch (slam) {
    case 'usopen':
      return year >= 2022 ? 'tb10@6' : 'tb7@6'
    case 'wimbledon':
      if (year >= 2022) return 'tb10@6'
      return year >= 2019 ? 'tb7@12' : 'advantage'
    case 'ausopen':
      if (year >= 2019) return 'tb10@6'
      return isSingles ? 'advantage' : 'tb7@6'
    default:
      if (year >= 2022) return 'tb10@6'
      return isSingles ? 'advantage' : 'tb7@6'
  }
}

/** The length of men's doubles at Wimbledon changed with the years and the weather, so the sets that were played decide. */
function bestOfFor(match: SlamMatch, points: readonly SlamPoint[]): 3 | 5 {
  if (points.some(({ set }) => set === 4)) return 5
  if (match.event === 'men') return 5
  if (match.event !== 'men-doubles' || match.slam !== 'wimbledon') return 3
  const won = { home: 0, away: 0 }
  for (const { after } of points) {
    if (after?.isSetOver) won[after.games.home > after.games.away ? 'home' : 'away'] += 1
  }
  const isOver = points.at(-1)?.after?.isSetOver ?? false
  if (isOver && Math.max(won.home, won.away) === 2) return 3
  return match.year >= 2023 ? 3 : 5
}
