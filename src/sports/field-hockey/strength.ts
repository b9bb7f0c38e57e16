import type { Strength } from '../engines/game/exclusions.ts'

const MINUTES: Readonly<Record<string, number>> = { green: 2, yellow: 5 }

/** Eleven, the goalkeeper with them, as reports say `down to ten`; every card leaves the side one fewer (FIH rules 2 and 14). */
export const fieldHockeyStrength: Strength = {
  full: () => 11,
  least: 1,
  excluded({ type, card, minutes }) {
    if (type !== 'card') return undefined
    if (card === 'red') return { minutes: [], isForGood: true }
    return { minutes: [typeof minutes === 'number' ? minutes : (MINUTES[String(card)] ?? 5)] }
  },
  ends: () => false,
  isGoal: () => false,
}
