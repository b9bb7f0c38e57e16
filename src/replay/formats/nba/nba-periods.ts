import type { NbaAction } from './nba-schema.ts'

/** A period as it was played: its start comes first, whatever the file's order. */
export interface NbaPeriod {
  readonly period: number
  readonly actions: readonly OrderedAction[]
}

export interface OrderedAction {
  readonly action: NbaAction
  readonly order: number
}

/** What is told before a period starts: players change during the break, and a technical foul may be called in it. */
const IN_BREAK: ReadonlySet<string> = new Set([
  'substitution',
  'timeout',
  'stoppage',
  'memo',
  'instantreplay',
  'challenge',
  'ejection',
  'foul',
  'violation',
])
/** Between two order numbers, which are whole. */
const STEP = 0.001

/** The actions by period, in order. A period of which neither the start nor any play is known has not begun. */
export function inPeriods(actions: readonly NbaAction[]): NbaPeriod[] {
  const sorted = actions.toSorted((a, b) => orderOf(a) - orderOf(b))
  return [...Map.groupBy(sorted, ({ period }) => period)]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([period, of]) => {
      const ordered = startingFirst(of)
      return ordered === undefined ? [] : [{ period, actions: ordered }]
    })
}

export function isPeriod({ actionType, subType }: NbaAction, which: 'start' | 'end'): boolean {
  return actionType === 'period' && subType === which
}

function startingFirst(actions: readonly NbaAction[]): OrderedAction[] | undefined {
  const told = actions.findIndex((action) => isPeriod(action, 'start'))
  const at = told === -1 ? actions.findIndex(({ actionType }) => !IN_BREAK.has(actionType)) : told
  const first = actions[at]
  if (first === undefined) return undefined
  const start = told === -1 ? missingStart(first) : { action: first, order: orderOf(first) }
  const early = actions.slice(0, at).map((action, index) => ({ action, order: start.order + (index + 1) * STEP }))
  const later = actions.slice(told === -1 ? at : at + 1).map((action) => ({ action, order: orderOf(action) }))
  return [start, ...early, ...later]
}

/** Number -N is no action's, and stays the same in every version of the file. */
function missingStart(first: NbaAction): OrderedAction {
  const { period } = first
  const start = { actionNumber: -period, actionType: 'period', subType: 'start', period }
  return { action: start, order: orderOf(first) - 0.3 }
}

function orderOf({ orderNumber, actionNumber }: NbaAction): number {
  return orderNumber ?? actionNumber
}
