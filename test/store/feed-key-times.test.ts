import { expect, it } from 'vitest'
import { parseDuration, parseEnd } from '../../src/store/commands/feed-key-times.ts'

const NOW = Date.parse('2026-11-29T12:00:00Z')
const endOf = (text: string) => {
  const at = parseEnd(text, NOW)
  return at === undefined ? undefined : new Date(at).toISOString()
}

it.each([
  ['90d', '2027-02-27T12:00:00.000Z'],
  ['12h', '2026-11-30T00:00:00.000Z'],
  ['2026-11-29', '2026-11-30T00:00:00.000Z'],
  ['2027-06-30', '2027-07-01T00:00:00.000Z'],
  ['2027-06-30T22:00:00+02:00', '2027-06-30T20:00:00.000Z'],
  ['2027-06-30T22:00Z', '2027-06-30T22:00:00.000Z'],
])('[H18] reads when a key ends: %s', (text, at) => {
  expect(endOf(text)).toBe(at)
})

it.each(['', '0d', '0m', '-1d', '1.5d', '90', 'd', '90 d', '5y', '9999d', 'soon', '2026-11-28', '2027-02-30'])(
  '[H18] refuses what is no time to come: "%s"',
  (text) => {
    expect(endOf(text)).toBeUndefined()
  },
)

it.each(['2027-06-30T22:00', '2027-06-30T22:00:00', '2027-13-01', '2099-01-01', '30/06/2027'])(
  '[H18] refuses a moment without its zone, that is none, or too far: "%s"',
  (text) => {
    expect(endOf(text)).toBeUndefined()
  },
)

it('reads lengths of time, none at all too', () => {
  expect(['0m', '30m', '12h', '7d', '3660d', '3661d'].map(parseDuration)).toEqual([
    0,
    1_800_000,
    43_200_000,
    604_800_000,
    316_224_000_000,
    undefined,
  ])
})
