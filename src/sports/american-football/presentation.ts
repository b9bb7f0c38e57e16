import { type GameWords, gamePresentation, madeOrMissed, named } from '../engines/game/presentation.ts'
import { downText, gainText } from './down.ts'
import { americanFootballWorth } from './worth.ts'

/** What happened, and how far it went. */
function withYards(title: GameWords['title']): GameWords['title'] {
  return (event) => [title(event), gainText(event['yards'])].filter(Boolean).join(', ')
}

export const americanFootballPresentation = gamePresentation({
  worth: americanFootballWorth,
  tallies: { touchdowns: 'Touchdowns', turnovers: 'Turnovers', penalties: 'Penalties', timeouts: 'Timeouts taken' },
  words: {
    touchdown: { tone: 'goal', title: withYards(named('Touchdown', 'kind')) },
    extra_point: { tone: 'goal', title: madeOrMissed('Extra point') },
    two_point_conversion: {
      tone: 'goal',
      title: madeOrMissed('Two-point conversion', 'Two-point try failed'),
    },
    field_goal: { tone: 'goal', title: withYards(madeOrMissed('Field goal')) },
    safety: { tone: 'goal', title: named('Safety') },
    defensive_conversion: { tone: 'goal', title: named('Try returned for two') },
    one_point_safety: { tone: 'goal', title: named('One-point safety') },
    kickoff: { tone: 'phase', title: named('Kick-off') },
    punt: { tone: 'plain', title: withYards(named('Punt')) },
    play: {
      tone: 'plain',
      title: withYards(({ down, distance, spot }) => {
        const start = down === undefined ? 'Play' : downText(down, distance)
        return typeof spot === 'string' ? `${start} at ${spot}` : start
      }),
    },
    penalty: { tone: 'card', title: withYards(named('Flag', 'kind')) },
    turnover: { tone: 'plain', title: named('Turnover', 'kind') },
    sack: { tone: 'plain', title: withYards(named('Sack')) },
    two_minute_warning: { tone: 'phase', title: named('Two-minute warning') },
  },
})
