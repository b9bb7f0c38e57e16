import { gameView, madeOrMissed, named } from '../engines/game/view.ts'
import { downText } from './down.ts'
import { americanFootballWorth } from './worth.ts'

export const americanFootballView = gameView({
  worth: americanFootballWorth,
  tallies: { touchdowns: 'Touchdowns', turnovers: 'Turnovers', penalties: 'Penalties', timeouts: 'Timeouts taken' },
  words: {
    touchdown: { tone: 'goal', title: named('Touchdown', 'kind') },
    extra_point: { tone: 'goal', title: madeOrMissed('Extra point') },
    two_point_conversion: {
      tone: 'goal',
      title: madeOrMissed('Two-point conversion', 'Two-point try failed'),
    },
    field_goal: {
      tone: 'goal',
      title: (event) =>
        `${event['made'] === true ? 'Field goal' : 'Field goal missed'}${event['yards'] === undefined ? '' : `, ${event['yards']} yards`}`,
    },
    safety: { tone: 'goal', title: named('Safety') },
    defensive_conversion: { tone: 'goal', title: named('Try returned for two') },
    one_point_safety: { tone: 'goal', title: named('One-point safety') },
    kickoff: { tone: 'phase', title: named('Kick-off') },
    punt: { tone: 'plain', title: named('Punt') },
    play: {
      tone: 'plain',
      title: (event) => (event['down'] === undefined ? 'Play' : downText(event['down'], event['distance'])),
    },
    penalty: { tone: 'card', title: named('Flag', 'kind') },
    turnover: { tone: 'plain', title: named('Turnover', 'kind') },
    sack: { tone: 'plain', title: named('Sack') },
    two_minute_warning: { tone: 'phase', title: named('Two-minute warning') },
  },
})
