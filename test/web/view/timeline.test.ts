import { describe, expect, it } from 'vitest'
import { applyPatch } from '../../../src/match/merge-patch.ts'
import type { MatchState } from '../../../src/match/state.ts'
import type { UpdateMessage } from '../../../src/protocol/messages.ts'
import { footballStory } from '../../../src/sports/football/story/football-story.ts'
import { Timeline } from '../../../src/web/view/match/timeline.ts'
import { stateOf } from '../../client/state-builder.ts'

const FORMAT = { periods: 2, periodMin: 45, extraTimeMin: 15 }

type Change = Pick<UpdateMessage, 'event' | 'kind'> & Partial<UpdateMessage>

function tell(changes: readonly Change[], base: Partial<MatchState> = {}): { timeline: Timeline; state: MatchState } {
  const timeline = new Timeline()
  let state: MatchState = { ...stateOf('m'), format: FORMAT, period: { n: 2, label: '2H' }, ...base }
  changes.forEach((change, index) => {
    const message: UpdateMessage = { op: 'update', match: 'm', seq: index + 1, at: index, patch: {}, ...change }
    const after = applyPatch(state, message.patch)
    timeline.take(message, state, after)
    state = after
  })
  return { timeline, state }
}

const goal = (id: string, clock: string, more: object = {}): Change => ({
  kind: 'add',
  event: { id, type: 'goal', team: 'home', clock, ...more },
})
const ids = ({ timeline }: { timeline: Timeline }) => timeline.entries.map(({ id }) => id)

describe('Timeline', () => {
  it('puts a late event where its clock says', () => {
    expect(ids(tell([goal('b', '50:00'), goal('c', '60:00'), goal('a', '43:00')]))).toEqual(['a', 'b', 'c'])
  })

  it('puts 45+3 of the first half before 46 of the second', () => {
    expect(ids(tell([goal('b', "46'"), goal('a', '45+3'), goal('c', '90+1')]))).toEqual(['a', 'b', 'c'])
  })

  it('leaves events that say nothing about their place where they came in', () => {
    const note = (id: string): Change => ({ kind: 'add', event: { id, type: 'note' } })
    expect(ids(tell([note('a'), goal('b', '10:00'), note('c'), goal('d', '20:00')]))).toEqual(['a', 'b', 'c', 'd'])
  })

  it('follows a clock that counts down', () => {
    const clock = { running: true, baseMs: 0, at: 0, dir: 'down' } as const
    const score = (id: string, period: number, time: string): Change => ({
      kind: 'add',
      event: { id, type: 'score', period, clock: time },
    })
    const told = tell([score('a', 1, '11:58'), score('c', 2, '12:00'), score('b', 1, '0:04')], { clock })
    expect(ids(told)).toEqual(['a', 'b', 'c'])
  })

  it('keeps what was taken back, with what that did to the score, and forgets it when it is restored', () => {
    const correction = {
      kind: 'goal_disallowed',
      eventId: 'a',
      reason: 'offside',
      before: { score: { home: 1, away: 0 } },
      after: { score: { home: 0, away: 0 } },
    }
    const event = goal('a', '10:00').event
    const deleted: Change[] = [goal('a', '10:00'), { kind: 'delete', ...(event && { event }), correction }]
    expect(tell(deleted).timeline.entries).toMatchObject([{ id: 'a', isDeleted: true, correction }])
    const restored = tell([...deleted, { kind: 'restore', ...(event && { event }) }])
    expect(restored.timeline.entries).toMatchObject([{ id: 'a', isDeleted: false }])
    expect(restored.timeline.entries[0]).not.toHaveProperty('correction')
  })

  it('shows the newest revision of an event once', () => {
    const edit: Change = { ...goal('a', '10:00', { player: 'Rice' }), kind: 'edit' }
    const { timeline } = tell([goal('a', '10:00', { player: 'Saka' }), edit])
    expect(timeline.entries).toMatchObject([{ event: { player: 'Rice' }, isEdited: true, at: 0 }])
  })
})

describe('the story of football', () => {
  it('counts the score along the story, without the goals that were taken back', () => {
    const event = goal('b', '20:00').event
    const { timeline, state } = tell([
      goal('a', '10:00'),
      goal('b', '20:00'),
      goal('c', '45+2', { team: 'away' }),
      { kind: 'delete', ...(event && { event }) },
    ])
    const told = footballStory.tell(timeline.entries, state).map(({ item }) => [item.when, item.score])
    expect(told).toEqual([
      ["11'", '1–0'],
      ["21'", undefined],
      ["45+2'", '1–1'],
    ])
  })

  it('leaves out what would bury the goals', () => {
    const { timeline, state } = tell([{ kind: 'add', event: { id: 'o', type: 'offside' } }, goal('a', '10:00')])
    expect(footballStory.tell(timeline.entries, state)).toHaveLength(1)
  })
})
