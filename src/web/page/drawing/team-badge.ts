import type { MatchState, Side } from '../../../match/state.ts'
import { h } from './dom.ts'
import { matchHues, monogram } from './team-colour.ts'

/** A chip in the team's colour with its letters. Decoration: the name always stands beside it. */
export function teamBadge({ home, away }: MatchState, side: Side, size: 'small' | 'large'): HTMLElement {
  const letters = monogram(side === 'home' ? home : away)
  const hue = matchHues(home, away)[side]
  return h('span', { class: `badge badge-${size}`, 'aria-hidden': 'true', '--hue': hue }, letters)
}
