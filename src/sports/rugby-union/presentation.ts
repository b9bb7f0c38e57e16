import { gamePresentation, madeOrMissed, named } from '../engines/game/presentation.ts'
import { rugbyTallyNames, rugbyWords } from '../engines/rugby/presentation.ts'
import { rugbyUnionWorth } from './worth.ts'

export const rugbyUnionPresentation = gamePresentation({
  worth: rugbyUnionWorth,
  tallies: rugbyTallyNames,
  words: {
    ...rugbyWords,
    penalty_try: { tone: 'goal', title: named('Penalty try') },
    drop_goal: { tone: 'goal', title: madeOrMissed('Drop goal') },
  },
})
