import { otherSide } from '../common/sides.ts'
import { defineGame } from '../engines/game/define.ts'
import { tallyOf } from '../engines/game/detail.ts'
import type { GameFormat } from '../engines/game/format.ts'
import { basketballEvents } from './events.ts'
import { basketballFormat, basketballPresets } from './format.ts'
import { basketballTallies } from './tallies.ts'
import { basketballWorth } from './worth.ts'

export const basketball = defineGame({
  name: 'basketball',
  title: 'Basketball',
  about:
    'Basketball: quarters or halves with a clock that counts down and stops, team fouls and bonus, timeouts, overtime until it is decided; 3x3 and the Elam ending by a score to reach.',
  format: basketballFormat,
  presets: basketballPresets,
  events: basketballEvents,
  clock: { runs: 'manual', shows: 'down' },
  worth: basketballWorth,
  tallies: basketballTallies,
  scores: [
    { type: 'field_goal', what: 'a basket' },
    { type: 'free_throw', what: 'a free throw' },
  ],
  keyEvents: [],
  // The fifth team foul of a quarter, or the seventh of a half, sends the other side to the line (FIBA art. 41, NCAA rule 4).
  marks: ({ detail, format }, of) => {
    const fouls = tallyOf(detail, 'fouls', otherSide(of))
    return [{ code: 'bonus', n: fouls >= ((format as GameFormat).periods === 2 ? 7 : 5) ? 1 : 0 }]
  },
})
