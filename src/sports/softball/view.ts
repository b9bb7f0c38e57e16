import { diamondView } from '../engines/diamond/view.ts'

export const softballView = diamondView
