import { type ComponentChild, h } from 'preact'
import type { MatchState, Side } from '../../../match/state.ts'
import { matchColours, monogram } from './team-colour.ts'

/** Outlines, in their own units: a chip for rows, a shield for heads. */
const SHAPES = {
  small: {
    box: '0 0 30 22',
    path: 'M6 0h18a6 6 0 0 1 6 6v10a6 6 0 0 1-6 6H6a6 6 0 0 1-6-6V6a6 6 0 0 1 6-6z',
    x: 15,
    y: 14.6,
  },
  large: {
    box: '0 0 76 84',
    path: 'M16 0h44a16 16 0 0 1 16 16v26c0 22-18 36-38 42C18 78 0 64 0 42V16A16 16 0 0 1 16 0z',
    x: 38,
    y: 46,
  },
} as const

/**
 * A badge in the team's colour with its letters. Decoration: the name always stands beside it. It is an SVG because the page's
 * content security policy allows colours in its attributes, and no style attributes.
 */
export function TeamBadge({
  state,
  side,
  size,
}: {
  state: MatchState
  side: Side
  size: keyof typeof SHAPES
}): ComponentChild {
  const { ground, ink } = matchColours(state.home, state.away)[side]
  const { box, path, x, y } = SHAPES[size]
  return h(
    'svg',
    { class: `badge badge-${size}`, viewBox: box, 'aria-hidden': 'true' },
    h('path', { d: path, fill: ground }),
    h('text', { x, y, 'text-anchor': 'middle', fill: ink }, monogram(state[side])),
  )
}
