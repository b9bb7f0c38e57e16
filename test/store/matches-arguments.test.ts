import { expect, it } from 'vitest'
import { MATCHES_USAGE, parseMatchesCommand } from '../../src/store/commands/matches-arguments.ts'

it.each([
  [],
  ['archive', '--to', 'file'],
  ['archive', '--before', '2026-01-01'],
  ['purge', '--before', '2026-01-01', '--to', 'file'],
  ['show'],
  ['show', 'a', 'b'],
  ['delete'],
  ['delete', 'a', '--yes'],
  ['list', 'a'],
  ['list', '--status', 'playing'],
  ['purge'],
  ['purge', '--yes'],
  ['purge', '--before', '2026-02-30'],
  ['export', 'a', '--before', '2026-02-20'],
  ['import', 'file'],
  ['import', '--yes'],
  ['list', '--yes'],
  ['list', '--after', 'a'],
  ['export', '--yes'],
  ['export', 'a', '--after', 'b'],
  ['purge', 'a', '--status', 'final'],
  ['purge', '--status', 'final', '--after', 'a'],
  ['archive', 'a', '--status', 'final', '--to', 'file'],
  ['archive', '--status', 'final', '--to', 'file', '--after', 'a'],
  ['archive', '--status', 'final', '--to', ''],
])('the usage is the answer to %s %s %s', (...args) => {
  expect(parseMatchesCommand(args)).toContain(MATCHES_USAGE)
})

it('deletes nothing that was not meant, and finds what starts before the day', () => {
  const filter = { startsBefore: Date.UTC(2026, 1, 20) }
  const before = ['--before', '2026-02-20']
  expect(parseMatchesCommand(['purge', ...before])).toEqual({ kind: 'purge', filter, isMeant: false })
  expect(parseMatchesCommand(['archive', ...before, '--to', 'f'])).toEqual({
    kind: 'archive',
    filter,
    file: 'f',
    isMeant: false,
  })
  expect(parseMatchesCommand(['purge', '--status', 'final', '--status', 'cancelled', '--yes'])).toEqual({
    kind: 'purge',
    filter: { statuses: ['final', 'cancelled'] },
    isMeant: true,
  })
})

it('exports all from the beginning, or what comes after a match', () => {
  expect(parseMatchesCommand(['export'])).toMatchObject({ kind: 'export', filter: {}, after: '' })
  expect(parseMatchesCommand(['export', '--after', 'm1'])).toMatchObject({ after: 'm1' })
})
