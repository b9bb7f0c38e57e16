import { count } from '../../common/text/words.ts'
import type { Warning } from '../../contract/warnings/warning.ts'
import { inningsAt } from '../innings/innings.ts'
import type { DiamondMemory, DiamondState } from './detail.ts'
import type { DiamondEvent, EventNamed } from './events.ts'
import { halfLabel, namedHalf, namesTwoHalves } from './place.ts'
import { halfOf } from './plays/enter.ts'
import { applyPlate } from './plays/plays.ts'

export const contradictionWarnings = {
  'contradicts-itself': {
    when: '`half` and `period` name two halves (the one in `period` counts), or more runs are batted in, or earned, than the play brings',
    example: '`{"type":"run","period":"top_5","half":"bottom"}`; `"runs":1,"rbi":2`',
  },
  'contradicts-period': {
    when: 'a pitching change of another half than the one being played and the next; it counts now',
    example: '`{"type":"pitching_change","period":3}` in the seventh inning',
  },
} as const

type Contradiction = Warning<keyof typeof contradictionWarnings>

/** What an event says that cannot be, beside what else it says or beside the half on the board. */
export function contradictions(state: DiamondState, event: DiamondEvent, memory: DiamondMemory): Contradiction[] {
  const found: Contradiction[] = []
  if (namesTwoHalves(event)) {
    found.push({ code: 'contradicts-itself', detail: `${event.period} is no ${(event as { half?: string }).half}` })
  }
  if (event.type === 'plate_appearance') found.push(...beyondRuns(state, event, memory))
  if (event.type === 'pitching_change') found.push(...ofAnotherHalf(event, memory.at))
  return found
}

function beyondRuns(
  state: DiamondState,
  event: EventNamed<'plate_appearance'>,
  memory: DiamondMemory,
): Contradiction[] {
  const told = [
    [event.rbi, 'batted in'],
    [event.earned, 'earned'],
  ] as const
  if (told.every(([n = 0]) => n === 0)) return []
  const before = { state, memory }
  const half = halfOf(before, event)
  const runs = runsIn(applyPlate(before, event).memory, half) - runsIn(memory, half)
  return told.flatMap(([n = 0, how]): Contradiction[] =>
    n > runs ? [{ code: 'contradicts-itself', detail: `${n} ${how}, and the play brings ${count(runs, 'run')}` }] : [],
  )
}

function runsIn({ halves }: DiamondMemory, half: number): number {
  return inningsAt(halves, half)?.runs ?? 0
}

/** Who pitches in the next half may be told before it begins. */
function ofAnotherHalf(event: EventNamed<'pitching_change'>, at: number): Contradiction[] {
  const half = namedHalf(event, at)
  if (half === undefined || half === at || half === at + 1) return []
  const board = at === 0 ? 'none has begun' : `the board is in the ${halfLabel(at)}`
  return [{ code: 'contradicts-period', detail: `a pitching change of the ${halfLabel(half)}, and ${board}` }]
}
