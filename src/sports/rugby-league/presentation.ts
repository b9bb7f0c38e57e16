import { gamePresentation, madeOrMissed } from '../engines/game/presentation.ts'
import { rugbyTallyNames, rugbyWords } from '../engines/rugby/presentation.ts'
import { rugbyLeagueWorth } from './worth.ts'

export const rugbyLeaguePresentation = gamePresentation({
  worth: rugbyLeagueWorth,
  tallies: rugbyTallyNames,
  words: {
    ...rugbyWords,
    drop_goal: { tone: 'goal', title: madeOrMissed('Field goal') },
  },
})
