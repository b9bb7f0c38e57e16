import { gamePresentation, named } from '../engines/game/presentation.ts'
import { australianRulesWorth } from './worth.ts'

export const australianRulesPresentation = gamePresentation({
  worth: australianRulesWorth,
  tallies: { goals: 'Goals', behinds: 'Behinds', marks: 'Marks' },
  words: {
    goal: { tone: 'goal', title: named('Goal') },
    behind: { tone: 'goal', title: (event) => (event['rushed'] === true ? 'Rushed behind' : 'Behind') },
    mark: { tone: 'plain', title: named('Mark') },
    free_kick: { tone: 'plain', title: named('Free kick') },
    tackle: { tone: 'plain', title: named('Tackle') },
  },
})
