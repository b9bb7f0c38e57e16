import { defineGame } from '../engines/game/define.ts'
import { rugbyEvents } from '../engines/rugby/events.ts'
import { rugbyGame } from '../engines/rugby/game.ts'
import { rugbyLeagueFormat, rugbyLeaguePresets } from './format.ts'
import { rugbyLeagueWorth } from './worth.ts'

export const rugbyLeague = defineGame({
  ...rugbyGame,
  name: 'rugby-league',
  title: 'Rugby league',
  about: 'Rugby league: tries, goals, field goals and the bin; golden point where a winner is needed.',
  format: rugbyLeagueFormat,
  presets: rugbyLeaguePresets,
  events: rugbyEvents,
  worth: rugbyLeagueWorth,
  suddenDeathWords: 'in golden point',
  keyEvents: ['try', 'conversion', 'penalty_goal', 'drop_goal', 'card'],
})
