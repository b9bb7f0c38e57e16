import type { MatchState } from '../../match/state.ts'
import type { GameDetail, ShownExclusion } from '../engines/game/detail.ts'
import type { Strength } from '../engines/game/exclusions.ts'
import type { GameFormat } from '../engines/game/format.ts'

const SKATERS = 5

/**
 * NHL rules 16 (minor: 2 minutes, ended by a goal of the other side), 18 (double minor: the first of the two alone ends), 20 (major: 5 minutes, never), 22
 * (misconduct: nobody is missing), 19 (coincidental: served, and nobody is missing), 26 (no more than two are missing: the third begins later).
 */
export const hockeyStrength: Strength = {
  full: (format, period) =>
    period > format.periods ? (format as GameFormat & { readonly overtimeSkaters: number }).overtimeSkaters : SKATERS,
  least: 3,
  mostOff: 2,
  addsAt: 3,
  excluded({ type, minutes, coincidental }) {
    if (type !== 'penalty' || coincidental === true) return undefined
    if (minutes === 2) return { minutes: [2], endsByGoal: true }
    if (minutes === 4) return { minutes: [2, 2], endsByGoal: true }
    return minutes === 5 ? { minutes: [5] } : undefined
  },
  ends: ({ type }) => type === 'penalty_end',
  isGoal: ({ type }) => type === 'goal',
  goalkeeper: ({ type }) => (type === 'goalie_pulled' ? 'out' : type === 'goalie_returned' ? 'in' : undefined),
}

/** `Power play Owls, 5–4 until 7:21`, `4 against 4`, `Owls with 6` */
export function hockeySituation({ detail, home, away }: MatchState<GameDetail>): string | undefined {
  const strength = detail['strength'] as { readonly home: number; readonly away: number } | undefined
  if (strength === undefined) return undefined
  const off = (detail['off'] ?? []) as readonly ShownExclusion[]
  if (strength.home === strength.away) return `${strength.home} against ${strength.away}`
  const [more, less, name, short] =
    strength.home > strength.away
      ? [strength.home, strength.away, home.name, 'away']
      : [strength.away, strength.home, away.name, 'home']
  const until = off.find(({ team }) => team === short)?.until
  if (until === undefined) return `Empty net ${name}, ${more}–${less}`
  return `Power play ${name}, ${more}–${less} until ${until}`
}
