import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  count,
  flag,
  jsonOf,
  listOf,
  number,
  periodNumber,
  requiredNumber,
  requiredText,
  text,
  wholeNumber,
} from '../../../src/replay/formats/provider-values.ts'
import { fixtureFile, readJson, stateOf } from './followed.ts'

const read = (schema: z.ZodType, json: string) => schema.safeParse(jsonOf(json)).data

describe('a value of a provider', () => {
  it.each([
    ['{"a":null}', text, {}],
    ['{"a":""}', text, {}],
    ['{"a":7}', text, { a: '7' }],
    ['{"a":"7"}', number, { a: 7 }],
    ['{"a":" -7.5 "}', number, { a: -7.5 }],
    ['{"a":""}', number, {}],
    ['{"a":"3"}', count, { a: 3 }],
    ['{"a":-1}', count, {}],
    ['{"a":"-5"}', wholeNumber, { a: -5 }],
    ['{"a":"false"}', flag, { a: false }],
    ['{"a":1}', flag, { a: true }],
    ['{"a":""}', flag, {}],
    ['{"a":null}', listOf(number), { a: [] }],
    ['{"a":[null,"1",null,2]}', listOf(number), { a: [1, 2] }],
  ])('%s is read', (json, schema, known) => {
    expect(read(z.object({ a: schema as z.ZodType }), json)).toEqual(known)
  })

  it.each([
    ['{"a":"x"}', number],
    ['{"a":"1e3"}', requiredNumber],
    ['{}', requiredNumber],
    ['{"a":""}', requiredText],
    ['{"a":1.5}', count],
    ['{"a":0}', periodNumber],
    ['{"a":"maybe"}', flag],
  ])('%s is refused', (json, schema) => {
    expect(read(z.object({ a: schema as z.ZodType }), json)).toBeUndefined()
  })
})

describe('a file that writes numbers as texts, has null wherever nothing is known, and a null among the entries of each list', () => {
  it.each([
    ['football/api-football.json', undefined],
    ['football/football-data.json', undefined],
    ['football/openligadb.json', '900001'],
    ['nba/playbyplay_0022600001.json', undefined],
    ['nhl/2026020001.json', undefined],
    ['mlb/770001.json', undefined],
    ['cricsheet/cricket/tied-t20.json', undefined],
  ])('%s ends as before', async (name, match) => {
    const plain = jsonOf(fixtureFile(name).text)
    const [written, odd] = [await readJson(plain, match), await readJson(oddly(plain), match)]
    expect({ ...stateOf(odd), match: '' }).toEqual({ ...stateOf(written), match: '' })
  })
})

function oddly(value: unknown): unknown {
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) {
    // A pair of teams is no list.
    return value.every((each) => typeof each === 'string') ? value : [null, ...value.map(oddly)]
  }
  if (typeof value !== 'object' || value === null) return value
  const known = Object.entries(value).map(([name, each]) => [name, oddly(each)])
  return { ...Object.fromEntries(known), futureNote: null, futureNumber: -1 }
}
