import { gameView, madeOrMissed, named } from '../engines/game/view.ts'
import { rugbyTallyNames, rugbyWords } from '../engines/rugby/view.ts'
import { rugbyUnionWorth } from './worth.ts'

export const rugbyUnionView = gameView({
  worth: rugbyUnionWorth,
  tallies: rugbyTallyNames,
  words: {
    ...rugbyWords,
    penalty_try: { tone: 'goal', title: named('Penalty try') },
    drop_goal: { tone: 'goal', title: madeOrMissed('Drop goal') },
  },
})
