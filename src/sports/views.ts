import { plainView } from './common/view.ts'
import type { SportView } from './contract/view.ts'
import { cricketView } from './cricket/view.ts'
import { rallyView } from './engines/rally/view.ts'
import { footballView } from './football/view.ts'
import { genericView } from './generic/view.ts'
import { tennisView } from './tennis/view.ts'

/** The sports that are shown in a way of their own, by their wire names. */
export const VIEWS: Readonly<Record<string, SportView>> = {
  badminton: rallyView,
  cricket: cricketView,
  football: footballView,
  'table-tennis': rallyView,
  generic: genericView,
  padel: tennisView,
  tennis: tennisView,
  volleyball: rallyView,
}

/** How a sport is shown; one without a view of its own is shown plainly. */
export function viewOf(sport: string): SportView {
  return Object.hasOwn(VIEWS, sport) ? (VIEWS[sport] as SportView) : plainView
}
