import type { MatchState } from '../../match/state.ts'
import type { EventOf } from '../contract/sport.ts'
import type { Warning } from '../contract/warnings/warning.ts'
import { setsWarnings, surprisesOfSets } from '../engines/sets/surprises.ts'
import { isFinish, isScore } from './checkout.ts'
import type { dartsEvents } from './events.ts'
import { bestOfNow, closeSetNow, type DartsMemory, leftAfter } from './play.ts'

export const dartsWarnings = {
  ...setsWarnings,
  'impossible-visit': {
    when: 'no three darts score this, or none that begin or end the leg as the format says; it counts all the same',
    example: '`{"type":"visit","team":"home","points":179}`',
  },
  'counts-as-bust': {
    when: 'a visit scores more than remains, or leaves 1, and does not say `bust`; it counts nothing',
    example: '`{"type":"visit","team":"home","points":60}` with 40 left',
  },
  'out-of-turn': {
    when: 'a side throws, and it is the other side’s turn; a visit between may be missing. It counts all the same',
    example: 'two visits of `home` one after the other',
  },
} as const

/** The event types that move the score. */
export const SCORING: ReadonlySet<string> = new Set(['visit', 'leg_won'])

export function surprisesOfDarts(
  state: MatchState,
  event: EventOf<typeof dartsEvents>,
  memory: DartsMemory,
): readonly Warning<keyof typeof dartsWarnings>[] {
  const warnings = surprisesOfSets(state, event, memory, {
    scoring: SCORING,
    bestOf: bestOfNow(memory),
    closeNow: closeSetNow,
  })
  if (event.type !== 'visit' || warnings.length > 0) return warnings
  return [...surprisesOfVisit(event, memory)]
}

function* surprisesOfVisit(
  event: Extract<EventOf<typeof dartsEvents>, { type: 'visit' }>,
  memory: DartsMemory,
): Generator<Warning<keyof typeof dartsWarnings>> {
  const { team, points, bust } = event
  const left = leftAfter(memory, event)
  const remains = memory.remaining[team]
  if (memory.throws && memory.throws !== team) yield { code: 'out-of-turn', detail: `it is ${memory.throws}’s turn` }
  if (!isScore(points)) yield { code: 'impossible-visit', detail: `no three darts score ${points}` }
  else if (
    memory.format.in === 'double' &&
    points > 0 &&
    remains === memory.format.startScore &&
    !isFinish(points, 'double')
  ) {
    yield { code: 'impossible-visit', detail: `${points} cannot be begun with a double` }
  } else if (left === 0 && !isFinish(points, memory.format.out)) {
    yield { code: 'impossible-visit', detail: `${points} cannot be finished with a ${memory.format.out}` }
  } else if (left === undefined && !bust) {
    yield { code: 'counts-as-bust', detail: `${team} has ${remains} left and scores ${points}` }
  }
}
