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
])('the usage is the answer to %s %s %s', (...args) => {
  expect(parseMatchesCommand(args)).toContain(MATCHES_USAGE)
})
