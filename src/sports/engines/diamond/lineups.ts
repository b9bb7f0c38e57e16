import type { Side } from '../../../match/state.ts'
import type { StoryEntry } from '../../contract/presentation.ts'

export interface Lineup {
  readonly batting: readonly { readonly name: string; readonly position?: string }[]
  readonly pitcher?: string
}

/** The newest line-up of each side that its feed told. */
export function lineupsOf(entries: readonly StoryEntry[]): Readonly<Partial<Record<Side, Lineup>>> {
  const lineups: Partial<Record<Side, Lineup>> = {}
  for (const { event, isDeleted } of entries) {
    if (event.type !== 'lineup' || isDeleted || event.team === undefined) continue
    const { batting, pitcher } = event as { readonly batting?: readonly unknown[]; readonly pitcher?: unknown }
    lineups[event.team] = {
      batting: (batting ?? []).map((each) => (typeof each === 'string' ? { name: each } : (each as { name: string }))),
      ...(typeof pitcher === 'string' && { pitcher }),
    }
  }
  return lineups
}
