import { expect, it } from 'vitest'
import { FEEDS_USAGE, parseFeedsCommand } from '../../src/store/commands/feeds-arguments.ts'

it.each([
  [],
  ['make', 'x'],
  ['list', 'x'],
  ['create'],
  ['create', 'two', 'names'],
  ['create', 'bad name'],
  ['create', '0123456789ab'],
  ['create', 'x', '--scope', '*a'],
  ['create', 'x', '--scope'],
  ['create', 'x', '--unknown'],
  ['revoke'],
  ['revoke', 'x', '--scope', '*'],
  ['create', 'x', '--source', 'a b'],
  ['list', '--operator'],
  ['rotate'],
  ['rotate', 'x', '--scope', '*'],
  ['create', 'x', '--overlap', '1d'],
  ['create', 'x', '--expires', '2020-01-01'],
  ['rotate', 'x', '--overlap', 'long'],
])('the usage is the answer to %s %s %s', (...args) => {
  expect(parseFeedsCommand(args)).toContain(FEEDS_USAGE)
})

it('keys that are replaced go on for a week, unless the overlap is said', () => {
  const overlapOf = (...args: string[]) => parseFeedsCommand(['rotate', 'x', ...args])
  expect(overlapOf()).toMatchObject({ kind: 'rotate', nameOrId: 'x', overlapMs: 7 * 86_400_000 })
  expect(overlapOf('--overlap', '0m')).toMatchObject({ overlapMs: 0 })
})

it('a key that is made without any pattern may write all matches, and never ends', () => {
  expect(parseFeedsCommand(['create', 'x'])).toEqual({ kind: 'create', feed: 'x', scopes: ['*'] })
})
