import { inGoals } from '../common/text/tell-common.ts'
import { gamePresentation, named } from '../engines/game/presentation.ts'
import { handballWorth } from './worth.ts'

export const handballPresentation = gamePresentation({
  worth: handballWorth,
  scoreTitle: inGoals,
  tallies: {
    suspensions: 'Suspensions',
    saves: 'Saves',
    timeouts: 'Timeouts taken',
    yellowCards: 'Yellow cards',
    redCards: 'Red cards',
  },
  words: {
    goal: { tone: 'goal', title: (event) => (event['kind'] === 'seven_metre' ? 'Goal by seven-metre throw' : 'Goal') },
    seven_metre_missed: { tone: 'plain', title: named('Seven-metre throw missed') },
    suspension: { tone: 'card', title: named('Two-minute suspension') },
    card: {
      tone: 'card',
      title: (event) => `${event['card'] === 'yellow' ? 'Yellow' : event['card'] === 'red' ? 'Red' : 'Blue'} card`,
    },
    save: { tone: 'plain', title: named('Save') },
    turnover: { tone: 'plain', title: named('Ball lost') },
  },
})
