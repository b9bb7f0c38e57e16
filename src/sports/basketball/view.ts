import { gameView, madeOrMissed, named } from '../engines/game/view.ts'
import { basketballWorth } from './worth.ts'

export const basketballView = gameView({
  worth: basketballWorth,
  tallies: { fouls: 'Team fouls', rebounds: 'Rebounds', turnovers: 'Turnovers', timeouts: 'Timeouts taken' },
  words: {
    field_goal: {
      tone: 'goal',
      title: (event) => `${event['points'] === 1 ? 'One point' : event['points'] === 3 ? 'Three-pointer' : 'Basket'}`,
    },
    free_throw: { tone: 'goal', title: madeOrMissed('Free throw made', 'Free throw missed') },
    foul: { tone: 'card', title: named('Foul', 'kind') },
    target_score: { tone: 'phase', title: (event) => `First to ${event['target']} wins` },
    jump_ball: { tone: 'plain', title: named('Jump ball') },
    rebound: { tone: 'plain', title: named('Rebound', 'kind') },
    turnover: { tone: 'plain', title: named('Turnover', 'kind') },
    steal: { tone: 'plain', title: named('Steal') },
    block: { tone: 'plain', title: named('Blocked shot') },
    missed_shot: { tone: 'plain', title: named('Shot missed') },
  },
})
