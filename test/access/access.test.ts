import { describe, expect, it } from 'vitest'
import { type Access, readClaims } from '../../src/access/access.ts'
import type { MatchFacts } from '../../src/access/board-pattern.ts'

const CUP: MatchFacts = {
  sport: 'football',
  status: 'live',
  competition: 'cup',
  startsAt: Date.parse('2026-11-28T23:30:00Z'),
}
const FRIENDLY: MatchFacts = { sport: 'tennis', status: 'scheduled' }

function allowed(claims: Record<string, unknown>): Access {
  const access = readClaims(claims)
  if (typeof access === 'string') throw new Error(access)
  return access
}

/** Claims, and what they allow: a match of the cup called m1, a friendly called f1, the board of the cup, that of all football. */
it.each([
  [{}, { cup: false, friendly: false, cupBoard: false, football: false }],
  [{ matches: ['m1'] }, { cup: true, friendly: false, cupBoard: false, football: false }],
  [{ matches: ['m*', 'x'] }, { cup: true, friendly: false, cupBoard: false, football: false }],
  [{ matches: ['*'] }, { cup: true, friendly: true, cupBoard: true, football: true }],
  [{ boards: ['*'] }, { cup: true, friendly: true, cupBoard: true, football: true }],
  [{ boards: ['competition:cup'] }, { cup: true, friendly: false, cupBoard: true, football: false }],
  [{ boards: ['competition:*'] }, { cup: true, friendly: false, cupBoard: true, football: false }],
  [{ boards: ['competition:league'] }, { cup: false, friendly: false, cupBoard: false, football: false }],
  [{ boards: ['sport:football'] }, { cup: true, friendly: false, cupBoard: false, football: true }],
  [{ boards: ['sport:football;status:live'] }, { cup: true, friendly: false, cupBoard: false, football: false }],
  [{ boards: ['sport:*'] }, { cup: true, friendly: true, cupBoard: true, football: true }],
  [{ boards: ['date:2026-11-28'] }, { cup: true, friendly: false, cupBoard: false, football: false }],
  [{ boards: ['date:2026-11-28;offset:+60'] }, { cup: false, friendly: false, cupBoard: false, football: false }],
  [{ boards: ['date:2026-11-29;offset:+29'] }, { cup: false, friendly: false, cupBoard: false, football: false }],
  [{ boards: ['date:2026-11-29;offset:+30'] }, { cup: true, friendly: false, cupBoard: false, football: false }],
  [{ boards: ['date:2026-11-29;offset:+60'] }, { cup: true, friendly: false, cupBoard: false, football: false }],
  [{ boards: ['date:2026-11-*'] }, { cup: true, friendly: false, cupBoard: false, football: false }],
  [
    { matches: ['f1'], boards: ['competition:cup'] },
    { cup: true, friendly: true, cupBoard: true, football: false },
  ],
])('[W21] the claims %j allow what they name and nothing else', (claims, expected) => {
  const access = allowed(claims)
  expect({
    cup: access.allowsMatch('m1', CUP),
    friendly: access.allowsMatch('f1', FRIENDLY),
    cupBoard: access.allowsBoard('competition:cup'),
    football: access.allowsBoard('sport:football'),
  }).toEqual(expected)
})

describe('[W21] a board is allowed', () => {
  it.each([
    ['competition:cup', 'competition:cup;status:live', true],
    ['competition:cup', 'status:live;competition:cup', true],
    ['competition:cup', 'competition:cup;page:2', true],
    ['status:live', 'status:live,ended', false],
    ['status:live,ended', 'status:ended', true],
    ['status:*', 'sport:tennis', true],
    ['competition:*', 'sport:tennis', false],
    ['date:*', 'sport:tennis', false],
    ['date:2026-11-28', 'date:2026-11-28;offset:+330', false],
    ['date:2026-11-28;offset:+330', 'date:2026-11-28;offset:330', true],
    ['date:*', 'date:2026-11-28;offset:+330', true],
    ['competition:cup', 'competition:cup;competition:league', false],
    ['competition:cup', 'competition', false],
    ['competition:cup*', 'competition:cup-2', true],
  ])('by %s: %s is %s', (claim, board, expected) => {
    expect(allowed({ boards: [claim] }).allowsBoard(board)).toBe(expected)
  })
})

it('[W21] a match that no claim can allow is told apart without a look at it', () => {
  expect(allowed({ matches: ['m*'] }).mayAllow('m1')).toBe(true)
  expect(allowed({ matches: ['m*'] }).mayAllow('x1')).toBe(false)
  expect(allowed({ boards: ['competition:cup'] }).mayAllow('x1')).toBe(true)
})

it('[W21] two tokens with the same claims allow the same, in whatever order they name it', () => {
  const claims = (...matches: string[]) => allowed({ matches }).claims
  expect(claims('a', 'b')).toBe(claims('b', 'a'))
  expect(claims('a')).not.toBe(claims('a', 'b'))
  expect(allowed({ delayMs: 1 }).claims).not.toBe(allowed({}).claims)
})

it.each([
  [{ matches: 'm1' }, 'matches'],
  [{ matches: [1] }, 'matches'],
  [{ matches: Array(101).fill('m') }, 'matches'],
  [{ boards: 'competition:cup' }, 'boards'],
  [{ boards: ['team:arsenal'] }, 'boards'],
  [{ boards: ['cup'] }, 'boards'],
  [{ boards: ['offset:+60'] }, 'boards'],
  [{ delayMs: -1 }, 'delayMs'],
  [{ delayMs: 120_001 }, 'delayMs'],
  [{ delayMs: '30000' }, 'delayMs'],
])('[W21] says what is wrong with the claims %j', (claims, name) => {
  expect(readClaims(claims)).toContain(`"${name}"`)
})
