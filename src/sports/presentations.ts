import { americanFootballPresentation } from './american-football/presentation.ts'
import { australianRulesPresentation } from './australian-rules/presentation.ts'
import { baseballPresentation } from './baseball/presentation.ts'
import { basketballPresentation } from './basketball/presentation.ts'
import { plainPresentation } from './common/text/presentation.ts'
import { withFeedWords } from './common/text/story.ts'
import type { SportPresentation } from './contract/presentation.ts'
import { cricketPresentation } from './cricket/presentation.ts'
import { dartsPresentation } from './darts/presentation.ts'
import { rallyPresentation } from './engines/rally/presentation.ts'
import { esportsPresentation } from './esports/presentation.ts'
import { fieldHockeyPresentation } from './field-hockey/presentation.ts'
import { footballPresentation } from './football/presentation.ts'
import { futsalPresentation } from './futsal/presentation.ts'
import { genericPresentation } from './generic/presentation.ts'
import { handballPresentation } from './handball/presentation.ts'
import { iceHockeyPresentation } from './ice-hockey/presentation.ts'
import { rugbyLeaguePresentation } from './rugby-league/presentation.ts'
import { rugbyUnionPresentation } from './rugby-union/presentation.ts'
import { snookerPresentation } from './snooker/presentation.ts'
import { softballPresentation } from './softball/presentation.ts'
import { tennisPresentation } from './tennis/presentation.ts'

/** The sports that are shown in a way of their own, by their wire names. */
export const SPORT_PRESENTATIONS: Readonly<Record<string, SportPresentation>> = {
  'american-football': americanFootballPresentation,
  'australian-rules': australianRulesPresentation,
  baseball: baseballPresentation,
  basketball: basketballPresentation,
  'field-hockey': fieldHockeyPresentation,
  futsal: futsalPresentation,
  handball: handballPresentation,
  'ice-hockey': iceHockeyPresentation,
  'rugby-league': rugbyLeaguePresentation,
  'rugby-union': rugbyUnionPresentation,
  softball: softballPresentation,
  badminton: rallyPresentation,
  cricket: cricketPresentation,
  darts: dartsPresentation,
  esports: esportsPresentation,
  football: footballPresentation,
  pickleball: rallyPresentation,
  snooker: snookerPresentation,
  squash: rallyPresentation,
  'table-tennis': rallyPresentation,
  generic: genericPresentation,
  padel: tennisPresentation,
  tennis: tennisPresentation,
  volleyball: rallyPresentation,
}

const COMPLETE = new Map(
  Object.entries(SPORT_PRESENTATIONS).map(([name, presentation]) => [name, withFeedWords(presentation)]),
)
const PLAIN = withFeedWords(plainPresentation)

/** How a sport is shown; one without a presentation of its own is shown plainly. */
export function presentationOf(sport: string): SportPresentation {
  return COMPLETE.get(sport) ?? PLAIN
}
