import { diamondPresentation } from '../engines/diamond/presentation.ts'

export const softballPresentation = diamondPresentation
