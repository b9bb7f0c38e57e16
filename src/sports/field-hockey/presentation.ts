import { inGoals } from '../common/text/tell-common.ts'
import { gamePresentation, named } from '../engines/game/presentation.ts'
import { fieldHockeyWorth } from './worth.ts'

export const fieldHockeyPresentation = gamePresentation({
  worth: fieldHockeyWorth,
  scoreTitle: inGoals,
  tallies: {
    penaltyCorners: 'Penalty corners',
    shots: 'Shots',
    greenCards: 'Green cards',
    yellowCards: 'Yellow cards',
    redCards: 'Red cards',
  },
  words: {
    goal: {
      tone: 'goal',
      title: (event) =>
        event['kind'] === undefined || event['kind'] === 'field'
          ? 'Goal'
          : `Goal by ${String(event['kind']).replaceAll('_', ' ')}`,
    },
    penalty_corner: { tone: 'plain', title: named('Penalty corner') },
    penalty_stroke: { tone: 'plain', title: named('Penalty stroke') },
    card: {
      tone: 'card',
      title: (event) => `${event['card'] === 'green' ? 'Green' : event['card'] === 'yellow' ? 'Yellow' : 'Red'} card`,
    },
    save: { tone: 'plain', title: named('Save') },
    shot: { tone: 'plain', title: named('Shot') },
  },
})
