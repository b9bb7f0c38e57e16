import { diamondPresentation } from '../engines/diamond/presentation.ts'

export const baseballPresentation = diamondPresentation
