import { gameView, madeOrMissed } from '../engines/game/view.ts'
import { rugbyTallyNames, rugbyWords } from '../engines/rugby/view.ts'
import { rugbyLeagueWorth } from './worth.ts'

export const rugbyLeagueView = gameView({
  worth: rugbyLeagueWorth,
  tallies: rugbyTallyNames,
  words: {
    ...rugbyWords,
    drop_goal: { tone: 'goal', title: madeOrMissed('Field goal') },
  },
})
