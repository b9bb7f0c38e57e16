import type { MatchState } from '../../match/state.ts'
import { type GameDetail, tallyOf } from '../engines/game/detail.ts'
import type { Strength } from '../engines/game/exclusions.ts'
import { shortHanded } from '../engines/game/short-handed.ts'

/** Four in the field beside the goalkeeper; after a sending-off one fewer for two minutes, or until the other side scores. */
export const futsalStrength: Strength = {
  full: () => 4,
  least: 2,
  excluded: ({ type, card }) => (type === 'card' && card !== 'yellow' ? { minutes: [2], endsByGoal: true } : undefined),
  ends: () => false,
  isGoal: ({ type }) => type === 'goal',
  goalkeeper: ({ type, isOn }) => (type === 'flying_goalkeeper' ? (isOn === true ? 'out' : 'in') : undefined),
}

/** The fouls after which every further one brings a kick without a wall. */
export const FOULS_WITHOUT_KICK = 5

/** `Owls with 3, until 24:10`; `Next foul of Owls: kick from 10 m` */
export function futsalSituation(state: MatchState<GameDetail>): string | undefined {
  const { detail, home, away } = state
  const isAtLimit = (side: 'home' | 'away') => tallyOf(detail, 'fouls', side) >= FOULS_WITHOUT_KICK
  if (detail['strength'] !== undefined) return shortHanded(state)
  if (isAtLimit('home') && isAtLimit('away')) return 'Next foul: kick from 10 m'
  if (isAtLimit('home')) return `Next foul of ${home.name}: kick from 10 m`
  return isAtLimit('away') ? `Next foul of ${away.name}: kick from 10 m` : undefined
}
