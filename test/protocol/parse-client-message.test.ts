import { describe, expect, it } from 'vitest'
import { type Parsed, parseClientMessage } from '../../src/protocol/parse-client-message.ts'
import { forSeeds, type SeededRandom } from '../support/seeded-random.ts'
import { anyFrame } from './any-frame.ts'

describe('accepts', () => {
  it.each([
    ['{"op":"ping"}', { op: 'ping' }],
    ['{"op":"ping","id":0}', { op: 'ping', id: 0 }],
    ['  {"id":-7, "op":"ping"}  ', { op: 'ping', id: -7 }],
    ['{"op":"subscribe","matches":["m1"]}', { op: 'subscribe', matches: [{ match: 'm1' }], boards: [] }],
    [
      '{"op":"subscribe","matches":[{"match":"m1","delayMs":120000},{"match":"m2","delayMs":0}],"boards":["sport:tennis"]}',
      {
        op: 'subscribe',
        matches: [{ match: 'm1', delayMs: 120_000 }, { match: 'm2' }],
        boards: [{ board: 'sport:tennis' }],
      },
    ],
    [
      '{"op":"subscribe","boards":["sport:tennis"]}',
      { op: 'subscribe', matches: [], boards: [{ board: 'sport:tennis' }] },
    ],
    [
      '{"op":"subscribe","boards":["a:b",{"board":"c:d"},{"board":"e:f","delayMs":5,"positions":[{"match":"m1","epoch":"e","seq":2}]}]}',
      {
        op: 'subscribe',
        matches: [],
        boards: [
          { board: 'a:b' },
          { board: 'c:d' },
          { board: 'e:f', delayMs: 5, positions: [{ match: 'm1', epoch: 'e', seq: 2 }] },
        ],
      },
    ],
    [
      '{"op":"subscribe","id":1,"matches":["m1",{"match":"m2"},{"match":"m3","epoch":"e","seq":0}]}',
      {
        op: 'subscribe',
        id: 1,
        matches: [{ match: 'm1' }, { match: 'm2' }, { match: 'm3', position: { epoch: 'e', seq: 0 } }],
        boards: [],
      },
    ],
    [
      '{"op":"unsubscribe","id":2,"matches":["m1","m2"]}',
      { op: 'unsubscribe', id: 2, matches: ['m1', 'm2'], boards: [] },
    ],
    ['{"op":"unsubscribe","matches":[]}', { op: 'unsubscribe', matches: [], boards: [] }],
    ['{"op":"ping","later":"fields of a later version do no harm"}', { op: 'ping' }],
  ])('%s', (text, message) => {
    expect(parseClientMessage(text)).toEqual({ ok: true, message })
  })
})

describe('refuses', () => {
  it.each([
    ['', 'invalid-json'],
    ['{', 'invalid-json'],
    ['ping', 'invalid-json'],
    ['{"op":"ping"}{"op":"ping"}', 'invalid-json'],
    ['null', 'invalid-message'],
    ['[]', 'invalid-message'],
    ['"ping"', 'invalid-message'],
    ['42', 'invalid-message'],
    ['{"op":"ping","id":"1"}', 'invalid-message'],
    ['{"op":"ping","id":1.5}', 'invalid-message'],
    ['{"op":"ping","id":1e300}', 'invalid-message'],
    ['{"op":"ping","id":null}', 'invalid-message'],
    ['{}', 'unknown-op'],
    ['{"op":"toString"}', 'unknown-op'],
    ['{"op":["ping"]}', 'unknown-op'],
    ['{"op":"subscribe"}', 'invalid-message'],
    ['{"op":"subscribe","matches":"m1"}', 'invalid-message'],
    ['{"op":"subscribe","matches":[]}', 'invalid-message'],
    ['{"op":"subscribe","matches":[1]}', 'invalid-message'],
    ['{"op":"subscribe","matches":[null]}', 'invalid-message'],
    ['{"op":"subscribe","matches":[["m1"]]}', 'invalid-message'],
    ['{"op":"subscribe","matches":[{"epoch":"e","seq":1}]}', 'invalid-message'],
    ['{"op":"subscribe","matches":[{"match":"m1","epoch":"e"}]}', 'invalid-message'],
    ['{"op":"subscribe","matches":[{"match":"m1","seq":1}]}', 'invalid-message'],
    ['{"op":"subscribe","matches":[{"match":"m1","epoch":1,"seq":1}]}', 'invalid-message'],
    ['{"op":"subscribe","matches":[{"match":"m1","epoch":"e","seq":-1}]}', 'invalid-message'],
    ['{"op":"subscribe","matches":[{"match":"m1","epoch":"e","seq":1.5}]}', 'invalid-message'],
    ['{"op":"subscribe","matches":[{"match":"m1","epoch":"e","seq":"1"}]}', 'invalid-message'],
    ['{"op":"subscribe","matches":[{"match":"m1","delayMs":-1}]}', 'invalid-message'],
    ['{"op":"subscribe","matches":[{"match":"m1","delayMs":120001}]}', 'invalid-message'],
    ['{"op":"subscribe","matches":[{"match":"m1","delayMs":"1"}]}', 'invalid-message'],
    ['{"op":"subscribe","boards":"sport:tennis"}', 'invalid-message'],
    ['{"op":"subscribe","boards":[1]}', 'invalid-message'],
    ['{"op":"subscribe","boards":[{"match":"m1"}]}', 'invalid-message'],
    ['{"op":"subscribe","boards":[{"board":"a:b","delayMs":-1}]}', 'invalid-message'],
    ['{"op":"subscribe","boards":[{"board":"a:b","positions":{}}]}', 'invalid-message'],
    ['{"op":"subscribe","boards":[{"board":"a:b","positions":["m1"]}]}', 'invalid-message'],
    ['{"op":"subscribe","boards":[{"board":"a:b","positions":[{"match":"m1","epoch":"e"}]}]}', 'invalid-message'],
    ['{"op":"unsubscribe"}', 'invalid-message'],
    ['{"op":"unsubscribe","matches":[{"match":"m1"}]}', 'invalid-message'],
  ])('%s', (text, code) => {
    const parsed = parseClientMessage(text)
    expect(parsed).toEqual({ ok: false, refusal: { code, detail: expect.any(String) } })
  })

  it('with the id of the request, if it could be read', () => {
    for (const text of [
      '{"op":"fly","id":9}',
      '{"op":"subscribe","id":9,"matches":[]}',
      '{"op":"subscribe","id":9,"matches":[{"match":"m1","seq":1}]}',
      '{"op":"unsubscribe","id":9}',
    ]) {
      expect(parseClientMessage(text)).toMatchObject({ ok: false, refusal: { id: 9 } })
    }
  })
})

it('[W8] answers any junk with a message or a refusal, and never throws', async () => {
  const seen = { ok: 0, refused: 0 }
  await forSeeds(20_000, (random) => {
    const parsed: Parsed = parseClientMessage(anyText(random))
    if (parsed.ok) seen.ok += 1
    else seen.refused += 1
    if (!parsed.ok) expect(parsed.refusal.detail.length).toBeLessThan(200)
    else if (parsed.message.op === 'subscribe') {
      for (const { match, position } of parsed.message.matches) {
        expect(typeof match).toBe('string')
        if (position) expect(position).toEqual({ epoch: expect.any(String), seq: expect.any(Number) })
      }
    }
  })
  expect(Math.min(seen.ok, seen.refused)).toBeGreaterThan(500)
})

/** Faults of every kind, and sometimes broken text. */
function anyText(random: SeededRandom): string {
  const text = JSON.stringify(anyFrame(random))
  if (random.chance(0.9)) return text
  const at = random.int(text.length)
  return text.slice(0, at) + random.pick(['', '\u0000', '}', '"', '\ud800', '[[[[']) + text.slice(at + random.int(3))
}
