import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AppError } from '../../../src/errors.ts'
import { PLAIN_WORDS } from '../../../src/sports/contract/plain-words.ts'
import { faultsOf } from '../../../src/sports/contract/reading/faults.ts'
import { parseEvent } from '../../../src/sports/contract/reading/parse-event.ts'
import { parseFixture } from '../../../src/sports/contract/reading/parse-fixture.ts'
import { sports } from '../../../src/sports/registry.ts'

/** The faults as a feed reads them: `path message`. */
function wordsOf(read: () => unknown): string[] {
  try {
    read()
  } catch (error) {
    if (error instanceof AppError) return (error.errors ?? []).map(({ path, message }) => `${path} ${message}`).sort()
    throw error
  }
  return []
}

describe('[H3] faults are in words a person understands', () => {
  it('of an event', () => {
    const event = { type: 'goal', team: 'left', period: -1, clock: 'soon', player: '', order: 'x', revision: 1.5 }
    const football = sports.get('football')
    if (football === undefined) throw new Error('there is football')
    expect(wordsOf(() => parseEvent(football, event))).toEqual([
      'clock must be a clock such as 22:14, 23 or 45+2',
      'id is missing; it must be text',
      'order must be a number',
      'period must be 0 or more',
      'player must not be empty',
      'revision must be a whole number',
      'team must be one of home, away',
    ])
  })

  it('of a fixture', () => {
    const fixture = { sport: 'football', home: { name: {} }, away: 'Blues', format: { periodMin: 0, perods: 2 } }
    expect(wordsOf(() => parseFixture('m1', fixture, sports))).toEqual([
      'away must be an object',
      'format has what does not belong here: perods',
      'format.periodMin must be 1 or more',
      'home.name must be text, not an object',
    ])
  })

  it.each([
    [z.union([z.int().min(0), z.string()]), true, 'must be a number or text'],
    [z.union([z.string(), z.object({ a: z.string().max(2) })]), { a: 'abc' }, 'must have 2 characters at most'],
    [z.array(z.string()).min(2), [], 'must have 2 entries or more'],
    [z.number().gt(2), 2, 'must be more than 2'],
    [z.number().lt(2), 2, 'must be less than 2'],
    [z.number().max(2), 3, 'must be 2 at most'],
    [z.literal('x'), 'y', 'must be x'],
    [z.string().refine(() => false, 'is not a name'), 'y', 'is not a name'],
  ])('of any schema (%#)', (schema, input, words) => {
    const { error } = (schema as z.ZodType).safeParse(input, PLAIN_WORDS)
    expect(error && faultsOf(error).map(({ message }) => message)).toEqual([words])
  })
})
