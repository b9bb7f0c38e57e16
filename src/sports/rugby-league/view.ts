import { gameView, madeOrMissed, named } from '../engines/game/view.ts'
import { rugbyLeagueWorth } from './worth.ts'

export const rugbyLeagueView = gameView({
  worth: rugbyLeagueWorth,
  tallies: { tries: 'Tries', penalties: 'Penalties', yellowCards: 'Yellow cards', redCards: 'Red cards' },
  words: {
    try: { tone: 'goal', title: named('Try') },
    conversion: { tone: 'goal', title: madeOrMissed('Conversion') },
    penalty_goal: { tone: 'goal', title: madeOrMissed('Penalty goal', 'Penalty kick missed') },
    drop_goal: { tone: 'goal', title: madeOrMissed('Field goal') },
    card: { tone: 'card', title: (event) => (event['card'] === 'yellow' ? 'Yellow card' : 'Red card') },
    sin_bin_end: { tone: 'plain', title: named('Back from the bin') },
    denied_try: { tone: 'review', title: named('No try') },
    scrum: { tone: 'plain', title: named('Scrum') },
    line_out: { tone: 'plain', title: named('Line-out') },
    penalty: { tone: 'plain', title: named('Penalty') },
  },
})
