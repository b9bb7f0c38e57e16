import { americanFootballView } from './american-football/view.ts'
import { australianRulesView } from './australian-rules/view.ts'
import { baseballView } from './baseball/view.ts'
import { basketballView } from './basketball/view.ts'
import { withFeedWords } from './common/text/story.ts'
import { plainView } from './common/text/view.ts'
import type { SportView } from './contract/view.ts'
import { cricketView } from './cricket/view.ts'
import { dartsView } from './darts/view.ts'
import { rallyView } from './engines/rally/view.ts'
import { esportsView } from './esports/view.ts'
import { fieldHockeyView } from './field-hockey/view.ts'
import { footballView } from './football/view.ts'
import { futsalView } from './futsal/view.ts'
import { genericView } from './generic/view.ts'
import { handballView } from './handball/view.ts'
import { iceHockeyView } from './ice-hockey/view.ts'
import { rugbyLeagueView } from './rugby-league/view.ts'
import { rugbyUnionView } from './rugby-union/view.ts'
import { snookerView } from './snooker/view.ts'
import { softballView } from './softball/view.ts'
import { tennisView } from './tennis/view.ts'

/** The sports that are shown in a way of their own, by their wire names. */
export const SPORT_VIEWS: Readonly<Record<string, SportView>> = {
  'american-football': americanFootballView,
  'australian-rules': australianRulesView,
  baseball: baseballView,
  basketball: basketballView,
  'field-hockey': fieldHockeyView,
  futsal: futsalView,
  handball: handballView,
  'ice-hockey': iceHockeyView,
  'rugby-league': rugbyLeagueView,
  'rugby-union': rugbyUnionView,
  softball: softballView,
  badminton: rallyView,
  cricket: cricketView,
  darts: dartsView,
  esports: esportsView,
  football: footballView,
  pickleball: rallyView,
  snooker: snookerView,
  squash: rallyView,
  'table-tennis': rallyView,
  generic: genericView,
  padel: tennisView,
  tennis: tennisView,
  volleyball: rallyView,
}

const COMPLETE = new Map(Object.entries(SPORT_VIEWS).map(([name, view]) => [name, withFeedWords(view)]))
const PLAIN = withFeedWords(plainView)

/** How a sport is shown; one without a view of its own is shown plainly. */
export function sportViewOf(sport: string): SportView {
  return COMPLETE.get(sport) ?? PLAIN
}
