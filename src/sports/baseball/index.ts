import { defineDiamond } from '../engines/diamond/define.ts'
import { baseballFormat, baseballPresets } from './format.ts'

export const baseball = defineDiamond({
  name: 'baseball',
  title: 'Baseball',
  about:
    'Baseball by pitches, by plate appearances, or by runs and outs alone: innings, bases, count, line score with runs, hits and errors. Walk-offs, the run-ahead rule, extra innings with a runner and called games follow from the rules.',
  format: baseballFormat,
  presets: baseballPresets,
})
