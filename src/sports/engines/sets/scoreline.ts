import type { MatchState, Scoreline, Side, SideLine } from '../../../match/state.ts'
import { scorelineOf } from '../../common/text/scoreline.ts'
import { inWords } from '../../common/text/words.ts'

/** What the details of all sports of sets have in common. */
export interface SetsDetail {
  readonly points?: Readonly<Record<Side, string | number>>
  readonly goldenSet?: Readonly<Record<Side, number>>
  readonly server?: { readonly side: Side; readonly number?: number }
  readonly breakPoint?: Side
  readonly decidingPoint?: string
  readonly setPoint?: Side | 'both'
  readonly matchPoint?: Side | 'both'
}

/**
 * Sets won, the points of the game or set being played, who serves, and what hangs on the next point.
 *
 * @param standing how it stands meanwhile, in sports that say more than the number of the server
 */
export function setsScoreline(state: MatchState<SetsDetail>, standing?: string): Scoreline {
  const { score, detail } = state
  const isPlaying = isUnderWay(state)
  const points = detail.goldenSet ?? detail.points
  const line = (side: Side): SideLine => ({
    main: String(score[side]),
    ...(isPlaying && points && { now: String(points[side]) }),
  })
  return scorelineOf(state, {
    home: line('home'),
    away: line('away'),
    serving: isPlaying ? detail.server?.side : undefined,
    situation: isPlaying ? chanceOf(detail, unitOf(state)) : undefined,
    standing: isPlaying ? (standing ?? serverText(detail)) : undefined,
  })
}

function serverText({ server }: SetsDetail): string | undefined {
  return server?.number === undefined ? undefined : `Server ${server.number}`
}

/** True between the first point and the last, interruptions included. */
export function isUnderWay({ phase, status }: Pick<MatchState, 'phase' | 'status'>): boolean {
  const isOff = status === 'postponed' || status === 'cancelled'
  return !isOff && phase !== 'pre_match' && phase !== 'warm_up' && phase !== 'ended'
}

/** What the side could win with the next point, most first. */
export function chanceOf(
  { matchPoint, setPoint, breakPoint, decidingPoint }: SetsDetail,
  unit = 'Set',
): string | undefined {
  if (matchPoint) return 'Match point'
  if (setPoint) return `${unit} point`
  if (decidingPoint) return `${inWords(decidingPoint)} point`
  return breakPoint && 'Break point'
}

/** What the sport calls the set that is being played. */
function unitOf({ period }: Pick<MatchState, 'period'>): string {
  return period?.label.split(' ')[0] ?? 'Set'
}
