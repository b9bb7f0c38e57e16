import type { MatchState } from '../../../match/state.ts'
import type { GameDetail, ShownExclusion } from './detail.ts'

/** `Owls with 6, until 24:10`: which side plays with fewer, and until when; undefined where both are complete. */
export function shortHanded({ detail, home, away }: MatchState<GameDetail>): string | undefined {
  const strength = detail['strength'] as { readonly home: number; readonly away: number } | undefined
  if (strength === undefined) return undefined
  if (strength.home === strength.away) return `${strength.home} against ${strength.away}`
  const [side, name] = strength.home < strength.away ? (['home', home.name] as const) : (['away', away.name] as const)
  const off = (detail['off'] ?? []) as readonly ShownExclusion[]
  const until = off.find((each) => each.team === side && each.until !== undefined)?.until
  return `${name} with ${strength[side]}${until === undefined ? '' : `, until ${until}`}`
}
