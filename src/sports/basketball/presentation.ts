import { gamePresentation, named } from '../engines/game/presentation.ts'
import { basketballWorth } from './worth.ts'

const SHOTS: Readonly<Record<string, string>> = { 1: 'One-pointer', 3: 'Three-pointer' }

export const basketballPresentation = gamePresentation({
  worth: basketballWorth,
  tallies: { fouls: 'Team fouls', rebounds: 'Rebounds', turnovers: 'Turnovers', timeouts: 'Timeouts taken' },
  words: {
    field_goal: { tone: 'goal', title: ({ points }) => SHOTS[String(points)] ?? 'Basket' },
    free_throw: {
      tone: 'goal',
      title: ({ made, n, of }) => {
        const which = n !== undefined && of !== undefined ? ` ${n} of ${of}` : ''
        return `Free throw${which} ${made === true ? 'made' : 'missed'}`
      },
    },
    foul: { tone: 'card', title: named('Foul', 'kind') },
    target_score: { tone: 'phase', title: (event) => `First to ${event['target']} wins` },
    jump_ball: { tone: 'plain', title: named('Jump ball') },
    rebound: { tone: 'plain', title: named('Rebound', 'kind') },
    turnover: { tone: 'plain', title: named('Turnover', 'kind') },
    steal: { tone: 'plain', title: named('Steal') },
    block: { tone: 'plain', title: named('Blocked shot') },
    missed_shot: { tone: 'plain', title: ({ points }) => `${SHOTS[String(points)] ?? 'Shot'} missed` },
  },
})
