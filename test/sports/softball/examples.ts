import { softballFormat, softballPresets } from '../../../src/sports/softball/format.ts'
import { diamondExamples } from '../engines/diamond/generate.ts'

export const examples = diamondExamples({ format: softballFormat, presets: softballPresets })
