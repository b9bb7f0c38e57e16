import { rugbyEvents } from '../../../src/sports/engines/rugby/events.ts'
import { rugbyGame } from '../../../src/sports/engines/rugby/game.ts'
import { rugbyLeagueFormat, rugbyLeaguePresets } from '../../../src/sports/rugby-league/format.ts'
import { gameExamples } from '../engines/game/generate.ts'

export const examples = gameExamples({
  format: rugbyLeagueFormat,
  presets: rugbyLeaguePresets,
  events: rugbyEvents,
  clock: { runs: 'running', shows: 'up', overtime: 'extra_time' },
  follows: rugbyGame.follows,
  everySeconds: 90,
  keyEvents: [
    ['told', { type: 'match_start' }],
    ['told', { type: 'try', team: 'home' }],
    ['not told', { type: 'penalty', team: 'away' }],
  ],
})
