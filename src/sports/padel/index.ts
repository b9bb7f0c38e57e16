import { defineTennis } from '../engines/games/define.ts'
import { padelFormat, padelPresets } from './format.ts'

/** Padel: counted as tennis is, with deuce rules of its own. */
export const padel = defineTennis({
  name: 'padel',
  title: 'Padel',
  about:
    'Padel: games, sets and tie-breaks as in tennis, deuce by advantage, golden, silver or star point. Who serves follows from the points.',
  format: padelFormat,
  presets: padelPresets,
})
