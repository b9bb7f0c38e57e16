import { baseballFormat, baseballPresets } from '../../../src/sports/baseball/format.ts'
import { diamondExamples } from '../engines/diamond/generate.ts'

export const examples = diamondExamples({ format: baseballFormat, presets: baseballPresets })
