import type { MatchState } from '../../../match/state.ts'
import type { GameDetail, ShownExclusion } from './detail.ts'

/** `Owls with 6, until 24:10`: which side plays with fewer, and until when; `Owls with 5` of one that has a player more. */
export function shortHanded({ detail, home, away }: MatchState<GameDetail>): string | undefined {
  const strength = detail['strength'] as { readonly home: number; readonly away: number } | undefined
  if (strength === undefined) return undefined
  if (strength.home === strength.away) return `${strength.home} against ${strength.away}`
  const [fewer, more] = strength.home < strength.away ? (['home', 'away'] as const) : (['away', 'home'] as const)
  const off = (detail['off'] ?? []) as readonly ShownExclusion[]
  const ofFewer = off.filter(({ team }) => team === fewer)
  const side = ofFewer.length === 0 ? more : fewer
  const until = ofFewer.find((each) => each.until !== undefined)?.until
  const name = side === 'home' ? home.name : away.name
  return `${name} with ${strength[side]}${until === undefined ? '' : `, until ${until}`}`
}
