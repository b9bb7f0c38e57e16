import { defineTennis } from '../engines/games/define.ts'
import { tennisFormat, tennisPresets } from './format.ts'

/** Tennis: also wheelchair tennis, pro sets, short sets. */
export const tennis = defineTennis({
  name: 'tennis',
  title: 'Tennis',
  about:
    'Tennis in all its formats: wheelchair tennis, doubles, pro sets, short sets. Games, sets, tie-breaks and who serves follow from the points.',
  format: tennisFormat,
  presets: tennisPresets,
})
