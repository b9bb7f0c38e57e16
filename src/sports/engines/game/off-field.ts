import type { MatchState, Side } from '../../../match/state.ts'
import type { Block, SideItem, SideList } from '../../contract/blocks.ts'
import type { StoryEntry } from '../../contract/presentation.ts'
import type { ShownExclusion } from './detail.ts'

export function offBlock(state: MatchState): Block[] {
  return offLists(state, (state.detail as { readonly off?: readonly ShownExclusion[] }).off ?? [])
}

/** Who is off, a list for each side, with when each is back; nothing where both are complete. */
export function offLists({ home, away }: MatchState, off: readonly ShownExclusion[]): Block[] {
  if (off.length === 0) return []
  const list = (side: Side, name: string): SideList => ({
    label: `${name} off the field`,
    items: off.flatMap((each, index) => (each.team === side ? [itemOf(each, index)] : [])),
  })
  return [{ kind: 'sides', key: 'off', lists: { home: list('home', home.name), away: list('away', away.name) } }]
}

function itemOf({ player, minutes, until }: ShownExclusion, index: number): SideItem {
  const unnamed = until === undefined ? 'Sent off' : minutes === undefined ? 'One player' : `${minutes} minutes`
  const text = player ?? unnamed
  return {
    key: `off ${index}`,
    icon: 'clock',
    spoken: 'Off',
    text,
    aside: until === undefined ? 'sent off' : `until ${until}`,
  }
}

/** The attempts of a shoot-out in their order, a row for each side. They are counted from the story, not sent again with each. */
export function shootoutBlock(state: MatchState, entries: readonly StoryEntry[]): Block[] {
  const { shootout } = state.detail as {
    readonly shootout?: Readonly<Record<Side, number>> & { readonly decided?: Side }
  }
  if (shootout === undefined) return []
  const attempts = entries.flatMap(({ event, isDeleted }) =>
    event.type === 'shootout_attempt' && !isDeleted ? [event] : [],
  )
  const row = (side: Side) => ({
    name: state[side].name,
    label: `Shoot-out of ${state[side].name}`,
    marks: attempts
      .filter(({ team }) => team === side)
      .map(({ id, player, scored }) => ({
        key: id,
        isGood: scored === true,
        ...(player !== undefined && { who: player }),
        spoken: scored === true ? 'scored' : 'missed',
      })),
    total: shootout[side],
    ...(shootout.decided === side && { isWinner: true as const }),
  })
  return [{ kind: 'marks', key: 'shootout', label: 'Shoot-out', rows: [row('home'), row('away')] }]
}
