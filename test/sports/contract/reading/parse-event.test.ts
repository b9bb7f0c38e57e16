import { describe, expect, it } from 'vitest'
import { type Fault, InvalidEvent, InvalidRequest } from '../../../../src/errors.ts'
import { parseEvent } from '../../../../src/sports/contract/reading/parse-event.ts'
import { football } from '../../../../src/sports/football/index.ts'

const MAX_EVENT_BYTES = 16_384

const parse = (input: unknown) => parseEvent(football, input)

/** The error that parsing throws. */
function failure(input: unknown): InvalidRequest | InvalidEvent {
  try {
    parse(input)
  } catch (error) {
    if (error instanceof InvalidRequest || error instanceof InvalidEvent) return error
    throw error
  }
  throw new Error('was accepted')
}

const pathsOf = ({ errors }: { errors: readonly Fault[] }) => errors.map(({ path }) => path)

describe('parseEvent', () => {
  it('reads an event with everything an envelope may have', () => {
    const event = {
      id: 'g 1/ü'.replace('ü', 'u'),
      type: 'goal',
      team: 'home',
      period: 1,
      clock: '45+2',
      player: 'Ángel Di María',
      occurredAt: 1_671_375_600_000,
      order: -1.5,
      revision: 3,
      status: 'under_review',
      kind: 'header',
    }
    expect(parse(event)).toEqual(event)
  })

  it('takes the number of a period as a number, also where it is text', () => {
    for (const [sent, read] of [
      ['3', 3],
      ['first_half', 'first_half'],
      ['03', '03'],
      ['0', '0'],
    ] as const) {
      expect(parse({ id: 'p', type: 'period_start', period: sent }).period).toBe(read)
    }
  })

  it('takes null as left out, at any depth', () => {
    const event = { id: 'n', type: 'note', text: 'x', player: null, extra: { a: null, list: [1, null, { b: null }] } }
    expect(parse(event)).toEqual({ id: 'n', type: 'note', text: 'x', extra: { list: [1, {}] } })
  })

  it('[H2] takes a time as milliseconds or as ISO 8601, and both are the same content', () => {
    const event = (occurredAt: unknown) => ({ id: 'g', type: 'goal', team: 'home', occurredAt })
    const same = parse(event(1_764_342_000_000))
    for (const text of ['2025-11-28T15:00:00Z', '2025-11-28T16:00:00.000+01:00'])
      expect(parse(event(text))).toEqual(same)
    for (const wrong of [
      '2025-11-28T15:00',
      '2025-02-30T15:00:00Z',
      'soon',
      '1764342000000',
      1.5,
      -1,
      8.65e15,
      true,
      '1960-01-01T00:00:00Z',
    ]) {
      expect(failure(event(wrong)).errors).toEqual([
        { path: 'occurredAt', message: expect.stringMatching(/^must be milliseconds since 1970, or ISO 8601/) },
      ])
    }
  })

  it('[H8] cleans text at any depth, keys too, but refuses an id that would have to be cleaned', () => {
    const event = { id: 'n', type: 'note', text: 'one\r\ntwo', player: 'Ann\ud83d', 'x\u0000y': [{ z: '\u0007' }] }
    expect(parse(event)).toEqual({ id: 'n', type: 'note', text: 'one two', player: 'Ann\ufffd', 'x y': [{ z: ' ' }] })
    for (const id of ['a\u0000b', 'a\tb', 'a\ud83d']) expect(pathsOf(failure({ ...event, id }))).toEqual(['id'])
  })

  it('keeps fields that the type does not know', () => {
    const event = { id: 's', type: 'score_set', score: { home: 1, away: 0, source: 'tv' }, xG: 0.4 }
    expect(parse(event)).toEqual(event)
  })

  it('[H3] keeps an event of an unknown type as it is', () => {
    const event = { id: 'u', type: 'streaker', colour: 'red' }
    expect(parse(event)).toEqual(event)
  })

  it.each(['constructor', 'tostring', 'hasownproperty'])('takes the type %s for what it is: unknown', (type) => {
    expect(parse({ id: 'u', type })).toEqual({ id: 'u', type })
  })

  it('[H3] names every fault of the envelope with its path', () => {
    const error = failure({
      id: 'ü',
      type: 'Goal!',
      team: 'left',
      period: -1,
      clock: 'soon',
      player: '',
      occurredAt: 1.5,
      order: 1e16,
      revision: -1,
      status: 'perhaps',
    })
    expect(error).toBeInstanceOf(InvalidRequest)
    expect(pathsOf(error).toSorted()).toEqual(
      ['clock', 'id', 'occurredAt', 'order', 'period', 'player', 'revision', 'status', 'team', 'type'].toSorted(),
    )
  })

  it.each([undefined, null, 'goal', 7, [], [{ id: 'a', type: 'goal' }]])('refuses %j, which is no object', (input) => {
    expect(failure(input)).toBeInstanceOf(InvalidRequest)
  })

  it('[H3] names every fault of the type with its path', () => {
    const error = failure({ id: 's', type: 'score_set', score: { home: -1, away: 'x' } })
    expect(error).toBeInstanceOf(InvalidEvent)
    expect(pathsOf(error)).toEqual(['score.home', 'score.away'])
    expect(pathsOf(failure({ id: 'g', type: 'goal' }))).toEqual(['team'])
  })

  it('refuses an id that is too long', () => {
    expect(parse({ id: 'x'.repeat(128), type: 'corner' }).id).toHaveLength(128)
    expect(pathsOf(failure({ id: 'x'.repeat(129), type: 'corner' }))).toEqual(['id'])
  })

  it('refuses an event that nests too deep, without a deep stack of its own', () => {
    let nested: unknown = 1
    for (let depth = 0; depth < 100_000; depth += 1) nested = [nested]
    expect(failure({ id: 'd', type: 'note', text: 'x', nested }).message).toContain('32')
  })

  it.each([
    ['{"lineup":[{"n":1},{"n":1e999}]}', 'lineup[1].n'],
    [`{"d":${'['.repeat(40)}${']'.repeat(40)}}`, `d${'[0]'.repeat(31)}`],
  ])('[H3] names the place of what it cannot keep: %s', (fields, path) => {
    const refusal = failure({ id: 'd', type: 'note', text: 'x', ...JSON.parse(fields) }) as InvalidRequest
    expect(refusal.errors).toMatchObject([{ path }])
  })

  it.each(['15:00:00Z', '15:00Z', '15:00:00.000Z', '20:30+05:30', '20:30:00+0530', '16:00+01'])(
    'takes a time of ISO 8601: %s',
    (time) => {
      const event = parse({ id: 't', type: 'note', text: 'x', occurredAt: `2026-11-28T${time}` })
      expect(event.occurredAt).toBe(Date.UTC(2026, 10, 28, 15))
    },
  )

  it.each([
    '2026-02-30T15:00Z',
    '2026-11-28T24:00Z',
    '2026-11-28T15:00',
    '2026-11-28T15Z',
    '2026-11-28T15:00+5',
    'x2026-11-28T15:00Z',
  ])('refuses what is no time: %s', (occurredAt) => {
    expect(failure({ id: 't', type: 'note', text: 'x', occurredAt })).toBeInstanceOf(InvalidRequest)
  })

  it('takes a name with spaces around it for the name, and spaces alone for none', () => {
    expect(parse({ id: 'p', type: 'goal', team: 'home', player: ' Ann ' })).toMatchObject({ player: 'Ann' })
    for (const player of ['  ', { id: '7', name: ' ' }]) {
      expect(failure({ id: 'p', type: 'goal', team: 'home', player })).toBeInstanceOf(InvalidRequest)
    }
  })

  it('refuses an event that is too big', () => {
    const note = (length: number) => ({ id: 'b', type: 'streaker', text: 'ü'.repeat(length / 2) })
    expect(parse(note(MAX_EVENT_BYTES - 100))).toBeDefined()
    expect(failure(note(MAX_EVENT_BYTES)).message).toContain(String(MAX_EVENT_BYTES))
  })

  it('lets no event reach the prototype of an object', () => {
    const event = parse(JSON.parse('{"id":"p","type":"note","text":"x","__proto__":{"team":"home"}}'))
    expect(event.team).toBeUndefined()
    expect(Object.getPrototypeOf(event)).toBe(Object.prototype)
  })

  it('reads the new status of a match where others say how sure they are', () => {
    expect(parse({ id: 's', type: 'status_set', status: 'suspended' }).status).toBe('suspended')
    expect(failure({ id: 's', type: 'status_set', status: 'pending' })).toBeInstanceOf(InvalidEvent)
    expect(failure({ id: 's', type: 'goal', team: 'home', status: 'suspended' })).toBeInstanceOf(InvalidRequest)
  })
})
