import type { Strength } from '../engines/game/exclusions.ts'

/** Six in the field beside the goalkeeper; a suspension or a red card leaves the side one fewer for two minutes (IHF rules 16:5 and 16:8). */
export const handballStrength: Strength = {
  full: () => 6,
  least: 1,
  excluded({ type, card }) {
    if (type === 'suspension' || (type === 'card' && card === 'red')) return { minutes: [2] }
    return undefined
  },
  ends: () => false,
  isGoal: () => false,
}
