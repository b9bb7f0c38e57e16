import { expect, it } from 'vitest'
import { Memberships } from '../../../src/client/following/membership.ts'

const NAMES = ['absent', 'held', 'asked', 'joined', 'unsynced', 'postponed', 'refused', 'missing']

/** One of each kind, by that name. */
function oneOfEach() {
  const memberships = new Memberships<'match-not-found'>(64, 'match-not-found')
  memberships.restart(['held'])
  memberships.ask('asked', 1, { view: 'full', delayMs: 0, everyMs: 0 })
  memberships.join('joined', { by: 'request', view: 'full', delayMs: 0, everyMs: 0 })
  memberships.unsync('unsynced', true)
  memberships.postpone('postponed')
  memberships.refuse('refused', 'match-not-found')
  memberships.miss('missing')
  return memberships
}

const kindsOf = (memberships: Memberships<'match-not-found'>) =>
  Object.fromEntries(NAMES.map((name) => [name, memberships.of(name)]))

it('asks again for what was postponed, and for nothing else', () => {
  const memberships = oneOfEach()
  const before = kindsOf(memberships)
  memberships.retry()
  expect(kindsOf(memberships)).toEqual({ ...before, postponed: { kind: 'unsynced', needsState: false } })
})

it('asks again for what did not exist when it may exist, and for nothing else', () => {
  const memberships = oneOfEach()
  const before = kindsOf(memberships)
  for (const name of NAMES) memberships.expect(name)
  expect(kindsOf(memberships)).toEqual({ ...before, missing: { kind: 'absent', isResume: false } })
})

it('asks again for what was refused for want of a place, and for nothing that was refused for good', () => {
  const memberships = new Memberships<'match-not-found' | 'too-many-subscriptions'>(64, 'match-not-found')
  memberships.refuse('unknown', 'match-not-found')
  memberships.refuse('crowded', 'too-many-subscriptions')
  memberships.postpone('postponed')
  memberships.allowAgain('too-many-subscriptions')
  expect(['unknown', 'crowded', 'postponed'].map((name) => memberships.of(name).kind)).toEqual([
    'refused',
    'absent',
    'postponed',
  ])
})

it('has nothing on a new connection, and knows what an earlier one gave', () => {
  const memberships = oneOfEach()
  memberships.restart(['joined'])
  expect(memberships.askedFor).toEqual([])
  expect(memberships.of('joined')).toEqual({ kind: 'absent', isResume: true })
  expect(memberships.of('asked')).toEqual({ kind: 'absent', isResume: false })
})
