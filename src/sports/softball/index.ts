import { defineDiamond } from '../engines/diamond/define.ts'
import { softballFormat, softballPresets } from './format.ts'

export const softball = defineDiamond({
  name: 'softball',
  title: 'Softball',
  about:
    'Softball, as baseball is told: seven innings, a runner on second in extra innings and the run-ahead rule where the competition has them.',
  format: softballFormat,
  presets: softballPresets,
})
