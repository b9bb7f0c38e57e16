import { describe, expect, it } from 'vitest'
import { type Change, decide, effectiveOf, type KeptEvent } from '../../src/match/change.ts'
import type { MatchEvent } from '../../src/match/event.ts'

const goal: MatchEvent = { id: 'g1', type: 'goal', team: 'home' }
const add: Change = { op: 'add', event: goal }
const remove: Change = { op: 'delete', id: 'g1', reason: 'offside' }
const restore: Change = { op: 'restore', id: 'g1' }

/** Makes one change after another to one event and tells what each did. */
function history(...changes: Change[]): {
  kinds: string[]
  kept: KeptEvent | undefined
  stands: MatchEvent | undefined
} {
  let kept: KeptEvent | undefined
  const kinds = changes.map((change, index) => {
    const decision = decide(kept, change, { feed: 'f', source: 'f', at: 1000 + index, arrival: index + 1 })
    if (!('kept' in decision)) return decision.kind
    kept = decision.kept
    return decision.kind === 'apply' ? decision.as : decision.kind
  })
  return { kinds, kept, stands: kept && effectiveOf(kept)?.event }
}

describe('what a change does', () => {
  it('adds, deletes and restores an event', () => {
    const { kinds, stands } = history(add, remove, restore)
    expect(kinds).toEqual(['add', 'delete', 'restore'])
    expect(stands).toEqual(goal)
  })

  it('[H2] takes the same content under the same id as a duplicate', () => {
    expect(history(add, add, add).kinds).toEqual(['add', 'duplicate', 'duplicate'])
  })

  it('[H2] refuses other content under an id that is taken', () => {
    expect(history(add, { op: 'add', event: { ...goal, team: 'away' } }).kinds).toEqual(['add', 'conflict'])
  })

  it('takes other content with a higher revision as an edit, and a lower one as superseded', () => {
    const { kinds, stands } = history(
      { op: 'add', event: { ...goal, revision: 2 } },
      { op: 'add', event: { ...goal, revision: 3, player: 'Nine' } },
      { op: 'add', event: { ...goal, revision: 1, player: 'Ten' } },
    )
    expect(kinds).toEqual(['add', 'edit', 'superseded'])
    expect(stands?.player).toBe('Nine')
  })

  it('takes the latest of edits without a revision', () => {
    const { kinds, stands } = history(
      add,
      { op: 'edit', event: { ...goal, player: 'Nine' } },
      { op: 'edit', event: { ...goal, player: 'Ten' } },
    )
    expect(kinds).toEqual(['add', 'edit', 'edit'])
    expect(stands?.player).toBe('Ten')
  })

  it('takes a second delete as a duplicate', () => {
    expect(history(add, remove, remove).kinds).toEqual(['add', 'delete', 'duplicate'])
  })

  it('lets a delete beat the add that arrives after it', () => {
    const { kinds, stands } = history(remove, add)
    expect(kinds).toEqual(['remember', 'remember'])
    expect(stands).toBeUndefined()
  })

  it('brings back the add that its delete overtook', () => {
    const { kinds, stands } = history(remove, add, restore)
    expect(kinds.at(-1)).toBe('restore')
    expect(stands).toEqual(goal)
  })

  it('lets an add count after its early delete was undone', () => {
    const { kinds, stands } = history(remove, restore, add)
    expect(kinds.slice(0, 2)).toEqual(['remember', 'remember'])
    expect(stands).toEqual(goal)
  })

  it('lets a higher revision undo a delete', () => {
    const { kinds, stands } = history(add, remove, { op: 'edit', event: { ...goal, revision: 1 } })
    expect(kinds).toEqual(['add', 'delete', 'restore'])
    expect(stands).toEqual({ ...goal, revision: 1 })
  })

  it('knows nothing to restore where nothing was', () => {
    expect(history(restore).kinds).toEqual(['unknown-event'])
  })

  it('keeps the place of an event when it is edited', () => {
    const { kept } = history(add, { op: 'edit', event: { ...goal, player: 'Nine' } })
    expect(kept).toMatchObject({ arrival: 1, acceptedAt: 1000 })
  })
})
