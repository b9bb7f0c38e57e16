import type { Strength } from '../engines/game/exclusions.ts'

/** The third suspension of a player disqualifies him (IHF rule 16:6 d). */
export const SUSPENSIONS = 3

/**
 * Six in the field beside the goalkeeper; a suspension or a red card leaves the side one fewer for two minutes (IHF rules 16:5 and
 * 16:8). The red card that is shown for a third suspension leaves it no shorter than the suspension itself.
 */
export const handballStrength: Strength = {
  full: () => 6,
  least: 1,
  excluded({ type, card }, _, suspensions) {
    const isOwnRed = type === 'card' && card === 'red' && suspensions < SUSPENSIONS
    return type === 'suspension' || isOwnRed ? { minutes: [2] } : undefined
  },
  ends: () => false,
  isGoal: () => false,
}
