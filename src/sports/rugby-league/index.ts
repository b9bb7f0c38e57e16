import { defineGame } from '../engines/game/define.ts'
import { tallyOf } from '../engines/game/detail.ts'
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
    { code: 'red', n: tallyOf(detail, 'redCards', of) },
    { code: 'yellow', n: tallyOf(detail, 'yellowCards', of) },
  ],
})
