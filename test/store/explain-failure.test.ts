import { expect, it } from 'vitest'
import { ConfigError } from '../../src/config.ts'
import { DatabaseUnavailable, MatchBusy } from '../../src/errors.ts'
import { CommandFailed, explainFailure } from '../../src/store/commands/run-command.ts'
import { DatabaseRefused } from '../../src/store/database.ts'

it.each([
  [new CommandFailed('there is no match m'), 'there is no match m'],
  [new ConfigError(['PORT: a number']), 'bad settings:\n  PORT: a number'],
  [new DatabaseRefused('it is of a newer version'), 'it is of a newer version'],
  [new DatabaseUnavailable('connection refused'), 'the database is not available: connection refused'],
  [new MatchBusy('m'), 'match m is being written all the time; stop its feed first'],
  [
    Object.assign(new Error('ENOSPC: no space left on device, write'), { syscall: 'write' }),
    'ENOSPC: no space left on device, write',
  ],
  ['no error', 'no error'],
])('says what an operator can do something about in a line: %s', (error, said) => {
  expect(explainFailure(error)).toBe(said)
})

it('shows the stack of a bug', () => {
  const bug = new Error('a bug')
  expect(explainFailure(bug)).toBe(bug.stack)
})
