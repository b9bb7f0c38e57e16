import { americanFootballEvents } from '../../../src/sports/american-football/events.ts'
import { americanFootballFormat, americanFootballPresets } from '../../../src/sports/american-football/format.ts'
import { americanFootballFollows } from '../../../src/sports/american-football/worth.ts'
import { gameExamples } from '../engines/game/generate.ts'

export const examples = gameExamples({
  format: americanFootballFormat,
  presets: americanFootballPresets,
  events: americanFootballEvents,
  clock: { runs: 'manual', shows: 'down' },
  follows: americanFootballFollows,
  everySeconds: 60,
  keyEvents: [
    ['told', { type: 'match_start' }],
    ['told', { type: 'touchdown', team: 'home' }],
    ['not told', { type: 'penalty', team: 'away', decision: 'accepted' }],
  ],
})
