import type { MatchEvent } from '../../match/event.ts'
import { defineGame } from '../engines/game/define.ts'
import { tallyOf } from '../engines/game/detail.ts'
import { shortHanded } from '../engines/game/short-handed.ts'
import { handballEvents } from './events.ts'
import { handballFormat, handballPresets } from './format.ts'
import { handballStrength, SUSPENSIONS } from './strength.ts'
import { handballTallies } from './tallies.ts'
import { handballWorth } from './worth.ts'

function isBlue({ type, card }: MatchEvent): boolean {
  return type === 'card' && card === 'blue'
}

export const handball = defineGame({
  name: 'handball',
  title: 'Handball',
  about:
    'Handball: two halves with a clock that counts up, suspensions of two minutes, seven-metre throws, overtimes and a shoot-out where a winner is needed.',
  format: handballFormat,
  presets: handballPresets,
  events: handballEvents,
  clock: { runs: 'running', shows: 'up', overtime: 'extra_time' },
  strength: handballStrength,
  situation: shortHanded,
  worth: handballWorth,
  tallies: handballTallies,
  scores: [{ type: 'goal', what: 'a goal' }],
  discipline: [
    { type: 'suspension', what: 'a suspension' },
    { type: 'card', what: 'a card' },
  ],
  keyEvents: ['goal', 'suspension', 'card'],
  // A blue card follows a red one and means a report (IHF 16:8); of a player who has none it is both.
  readAs: (event, isDismissed) =>
    isBlue(event) && event.player !== undefined && !isDismissed ? { ...event, card: 'red' } : event,
  isShownOnly: isBlue,
  dismisses: ({ type, card }) => type === 'card' && card === 'red',
  mostOfPlayer: { type: 'suspension', n: SUSPENSIONS, what: 'suspensions' },
  marks: ({ detail }, of) => [
    { code: 'red', n: tallyOf(detail, 'redCards', of) },
    { code: 'yellow', n: tallyOf(detail, 'yellowCards', of) },
  ],
})
