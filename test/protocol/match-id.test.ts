import { expect, it } from 'vitest'
import { isMatchId } from '../../src/protocol/match-id.ts'

it.each(['m', 'M-1', '2026.11.22_a~b', 'x'.repeat(64)])('takes "%s"', (id) => {
  expect(isMatchId(id)).toBe(true)
})

it.each(['', 'x'.repeat(65), 'a b', 'a/b', 'a%20b', 'ä', 'a\n', 'a:b'])('refuses %j', (id) => {
  expect(isMatchId(id)).toBe(false)
})
