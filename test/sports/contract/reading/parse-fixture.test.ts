import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Fault, InvalidRequest } from '../../../../src/errors.ts'
import { parseFixture } from '../../../../src/sports/contract/reading/parse-fixture.ts'
import { sports } from '../../../../src/sports/registry.ts'

const teams = { home: { name: 'Northport United', code: 'NPU' }, away: { name: 'Vale Rovers' } }

function faultsOf(input: unknown, matchId = 'm1'): readonly Fault[] {
  try {
    parseFixture(matchId, input, sports)
  } catch (error) {
    if (error instanceof InvalidRequest) return error.errors
    throw error
  }
  return []
}

const pathsOf = (input: unknown, matchId?: string) => faultsOf(input, matchId).map(({ path }) => path)

describe('parseFixture', () => {
  it('completes the format with the defaults of the sport', () => {
    const fixture = parseFixture('m1', { sport: 'football', ...teams, competition: 'Cup', startsAt: 5 }, sports)
    expect(fixture).toMatchObject({ match: 'm1', sport: 'football', ...teams, competition: 'Cup', startsAt: 5 })
    expect(fixture.format).toMatchObject({ periods: 2, periodMin: 45, extraTime: 'none', shootout: false })
  })

  it('takes a format as options, as the name of a preset, or as a preset with changes', () => {
    const formatOf = (format: unknown) => parseFixture('m1', { sport: 'football', ...teams, format }, sports).format
    expect(formatOf({ periodMin: 40 })).toMatchObject({ periodMin: 40, extraTime: 'none' })
    expect(formatOf('cup')).toMatchObject({ periodMin: 45, extraTime: '2x15', shootout: true })
    expect(formatOf({ preset: 'cup', periodMin: 40 })).toMatchObject({ periodMin: 40, extraTime: '2x15' })
    expect(formatOf(null)).toMatchObject({ periodMin: 45 })
  })

  it('[H3] finds a preset whatever its capitals', () => {
    const formatOf = (format: unknown) => parseFixture('m1', { sport: 'cricket', ...teams, format }, sports).format
    expect(formatOf('T20')).toEqual(formatOf('t20'))
    expect(formatOf({ preset: 'Odi', reviews: 1 })).toEqual(formatOf({ preset: 'odi', reviews: 1 }))
  })

  it('takes the start as milliseconds or as ISO 8601', () => {
    const startOf = (startsAt: unknown) =>
      parseFixture('m1', { sport: 'football', ...teams, startsAt }, sports).startsAt
    expect(startOf('2025-11-28T15:00:00Z')).toBe(startOf(1_764_342_000_000))
    const [fault] = faultsOf({ sport: 'football', ...teams, startsAt: 'soon' })
    expect(fault).toMatchObject({ path: 'startsAt', message: expect.stringContaining('since 1970, or ISO 8601') })
    expect(pathsOf({ sport: 'football', ...teams, startsAt: 8.65e15 })).toEqual(['startsAt'])
  })

  it('leaves out what is null', () => {
    const input = { sport: 'football', home: { name: 'A', code: null }, away: { name: 'B' }, venue: null }
    const fixture = parseFixture('m1', input, sports)
    expect(fixture).not.toHaveProperty('venue')
    expect(fixture.home).toEqual({ name: 'A' })
  })

  it('[H3] names every fault at once', () => {
    const input = { sport: 'football', home: { name: ' ' }, startsAt: 'soon', format: { periodMin: 0, perods: 2 } }
    expect(pathsOf(input, 'a/b').toSorted()).toEqual(
      ['away', 'format', 'format.periodMin', 'home.name', 'match', 'startsAt'].toSorted(),
    )
  })

  it('[H8] cleans control characters and half surrogate pairs, and refuses a name of nothing else', () => {
    const [home, away] = [{ name: 'A\u0000', code: 'A\nB' }, { name: 'Ж 東 ⚽ 👨‍👩‍👧' }]
    const fixture = parseFixture('m1', { sport: 'football', home, away, competition: 'Cup \ud83d' }, sports)
    expect(fixture).toMatchObject({ home: { name: 'A', code: 'A B' }, away, competition: 'Cup \ufffd' })
    expect(pathsOf({ sport: 'football', home: { name: '\u0000\n' }, away })).toEqual(['home.name'])
  })

  it.each(['\u200b\u200b', ' \u2060', '\u202e', '\u00ad'])('refuses %j, of which nothing is seen', (name) => {
    expect(pathsOf({ sport: 'football', ...teams, home: { name } })).toEqual(['home.name'])
  })

  it('lists the known sports for an unknown one', () => {
    const [fault] = faultsOf({ sport: 'quidditch', ...teams })
    expect(fault?.path).toBe('sport')
    for (const name of sports.keys()) expect(fault?.message).toContain(name)
  })

  it('lists the known presets for an unknown one', () => {
    const [fault] = faultsOf({ sport: 'football', ...teams, format: 'friendly' })
    expect(fault).toMatchObject({ path: 'format', message: expect.stringContaining('cup') })
    expect(pathsOf({ sport: 'football', ...teams, format: { preset: 'toString' } })).toEqual(['format'])
    expect(pathsOf({ sport: 'football', ...teams, format: 7 })).toEqual(['format'])
  })

  it.each(['', 'a b', 'ü', 'x'.repeat(65), '../m'])('refuses the match id %j', (matchId) => {
    expect(pathsOf({ sport: 'football', ...teams }, matchId)).toEqual(['match'])
  })

  it.each([undefined, null, [], 'm'])('refuses %j, which is no object', (input) => {
    expect(() => parseFixture('m1', input, sports)).toThrow(InvalidRequest)
  })
})

describe('every sport in the registry', () => {
  it.each([...sports.values()].map((sport) => [sport.name, sport] as const))('%s publishes JSON Schema', (_, sport) => {
    for (const schema of [sport.format, sport.detail, ...Object.values(sport.events)]) {
      expect(z.toJSONSchema(schema, { io: 'input' })).toHaveProperty('$schema')
    }
  })

  it.each([...sports.values()].map((sport) => [sport.name, sport] as const))('%s parses its presets', (_, sport) => {
    for (const preset of [undefined, ...Object.keys(sport.presets)]) {
      const fixture = parseFixture('m1', { sport: sport.name, ...teams, format: preset }, sports)
      expect(sport.detail.safeParse(sport.start(fixture).state.detail).error).toBeUndefined()
    }
  })
})
