import { type GameWords, madeOrMissed, named } from '../game/presentation.ts'

/** The names of the figures, in the order of the panel. */
export const rugbyTallyNames = {
  tries: 'Tries',
  penalties: 'Penalties',
  yellowCards: 'Yellow cards',
  redCards: 'Red cards',
}

/** World Rugby calls a red card after which another player may come on that of 20 minutes. */
const CARDS: Readonly<Record<string, string>> = {
  yellow: 'Yellow card',
  red: 'Red card',
  red_20: '20-minute red card',
}

/** The words of both codes; what they call a drop goal is their own. */
export const rugbyWords: Readonly<Record<string, GameWords>> = {
  try: { tone: 'goal', title: named('Try') },
  conversion: { tone: 'goal', title: madeOrMissed('Conversion') },
  penalty_goal: { tone: 'goal', title: madeOrMissed('Penalty goal', 'Penalty kick missed') },
  card: { tone: 'card', title: ({ card }) => CARDS[String(card)] ?? 'Card' },
  sin_bin_end: { tone: 'plain', title: named('Back from the bin') },
  denied_try: { tone: 'review', title: named('No try') },
  scrum: { tone: 'plain', title: named('Scrum') },
  line_out: { tone: 'plain', title: named('Line-out') },
  penalty: { tone: 'plain', title: named('Penalty') },
}
