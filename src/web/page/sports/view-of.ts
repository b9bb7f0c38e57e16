import { cricketView } from './cricket-view.ts'
import { footballView } from './football-view.ts'
import { genericView } from './generic-view.ts'
import type { SportView } from './sport-view.ts'
import { tennisView } from './tennis-view.ts'

const VIEWS: Readonly<Record<string, SportView>> = {
  football: footballView,
  tennis: tennisView,
  cricket: cricketView,
}

/** How a sport is shown; one without a view of its own is shown plainly. */
export function viewOf(sport: string): SportView {
  return VIEWS[sport] ?? genericView
}
