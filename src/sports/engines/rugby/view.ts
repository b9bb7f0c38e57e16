import { type GameWords, madeOrMissed, named } from '../game/view.ts'

/** Names of what is counted, in the order of the panel. */
export const rugbyTallyNames = {
  tries: 'Tries',
  penalties: 'Penalties',
  yellowCards: 'Yellow cards',
  redCards: 'Red cards',
}

/** The words of both codes; what they call a drop goal is their own. */
export const rugbyWords: Readonly<Record<string, GameWords>> = {
  try: { tone: 'goal', title: named('Try') },
  conversion: { tone: 'goal', title: madeOrMissed('Conversion') },
  penalty_goal: { tone: 'goal', title: madeOrMissed('Penalty goal', 'Penalty kick missed') },
  card: { tone: 'card', title: (event) => (event['card'] === 'yellow' ? 'Yellow card' : 'Red card') },
  sin_bin_end: { tone: 'plain', title: named('Back from the bin') },
  denied_try: { tone: 'review', title: named('No try') },
  scrum: { tone: 'plain', title: named('Scrum') },
  line_out: { tone: 'plain', title: named('Line-out') },
  penalty: { tone: 'plain', title: named('Penalty') },
}
