import { defineGame } from '../engines/game/define.ts'
import { tallyOf } from '../engines/game/detail.ts'
import { futsalEvents } from './events.ts'
import { futsalFormat, futsalPresets } from './format.ts'
import { FOULS_WITHOUT_KICK, futsalSituation, futsalStrength } from './strength.ts'
import { futsalTallies } from './tallies.ts'
import { futsalWorth } from './worth.ts'

export const futsal = defineGame({
  name: 'futsal',
  title: 'Futsal',
  about:
    'Futsal: two halves with a clock that counts down and stops, accumulated fouls and the kick of the sixth, sendings-off for two minutes, timeouts, extra time and kicks from the penalty mark.',
  format: futsalFormat,
  presets: futsalPresets,
  events: futsalEvents,
  clock: { runs: 'manual', shows: 'down', overtime: 'extra_time' },
  hasTenths: true,
  worth: futsalWorth,
  tallies: futsalTallies,
  scores: [{ type: 'goal', what: 'a goal' }],
  discipline: [{ type: 'card', what: 'a card' }],
  keyEvents: ['goal', 'card'],
  dismisses: ({ type, card }) => type === 'card' && card !== 'yellow',
  strength: futsalStrength,
  marks: ({ detail, status }, of) => {
    const fouls = tallyOf(detail, 'fouls', of)
    return [
      { code: 'red', n: tallyOf(detail, 'redCards', of) },
      { code: 'fouls', n: status !== 'final' && fouls >= FOULS_WITHOUT_KICK ? fouls : 0 },
    ]
  },
  situation: futsalSituation,
})
