import type { Score } from '../../match/state.ts'
import { defineGame } from '../engines/game/define.ts'
import { rugbyLeagueEvents } from './events.ts'
import { rugbyLeagueFormat, rugbyLeaguePresets } from './format.ts'
import { rugbyLeagueTallies } from './tallies.ts'
import { rugbyLeagueWorth } from './worth.ts'

export const rugbyLeague = defineGame({
  name: 'rugby-league',
  title: 'Rugby league',
  about: 'Rugby league: tries, goals, field goals and the bin; golden point where a winner is needed.',
  format: rugbyLeagueFormat,
  presets: rugbyLeaguePresets,
  events: rugbyLeagueEvents,
  clock: { runs: 'running', shows: 'up' },
  worth: rugbyLeagueWorth,
  tallies: rugbyLeagueTallies,
  scores: [
    { type: 'try', what: 'a try' },
    { type: 'conversion', what: 'a conversion' },
    { type: 'penalty_goal', what: 'a penalty goal' },
  ],
  keyEvents: ['try', 'conversion', 'penalty_goal', 'drop_goal', 'card'],
  marks: ({ detail }, of) => [
    { code: 'red', n: (detail['redCards'] as Score | undefined)?.[of] ?? 0 },
    { code: 'yellow', n: (detail['yellowCards'] as Score | undefined)?.[of] ?? 0 },
  ],
})
