import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ownFormat } from '../../../src/replay/recording/own-format.ts'
import type { Recording } from '../../../src/replay/recording/recording.ts'
import { sportNamed } from '../../../src/sports/registry.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'

const folder = new URL('../../../fixtures/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.ndjson'))
const read = (text: string, match?: string) => ownFormat.read({ path: 'x', text }, match === undefined ? {} : { match })
const HEAD = '{"fixture":{"match":"m","sport":"football","home":{"name":"A"},"away":{"name":"B"}}}'

/** Plays a recording without a server. */
function fold({ fixture, steps }: Recording): MatchBuilder {
  const sport = sportNamed(fixture.sport)
  if (sport === undefined) throw new Error(`no sport ${fixture.sport}`)
  const match = new MatchBuilder(sport, fixture.format)
  for (const { change } of steps) {
    const { status, warnings } =
      change.op === 'add'
        ? match.send(change.event.type, change.event)
        : change.op === 'edit'
          ? match.edit(change.event.id, change.event)
          : change.op === 'delete'
            ? match.delete(change.id, change.reason)
            : match.restore(change.id)
    expect({ change, status, warnings }).toMatchObject({ status: 'applied', warnings: [] })
  }
  return match
}

describe('the files of fixtures/', () => {
  it.each(files)('%s is recognised, taken without a warning, and ends as final', async (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8')
    expect(ownFormat.recognises({ path: name, text })).toBe(true)
    const recording = await read(text)
    // Of one that was invented, the match has a name of its own.
    expect(recording.fixture.match).toMatch(/^[a-z0-9-]+$/)
    expect(fold(recording).state).toMatchObject({ status: 'final', result: { winner: expect.any(String) } })
  })

  it('the village cricket is won by the last ball', async () => {
    const { state } = fold(await read(readFileSync(new URL('village-cricket.ndjson', folder), 'utf8')))
    expect(state).toMatchObject({ score: { home: 52, away: 53 }, result: { margin: '6 wickets' } })
  })

  it('the club tennis is decided by a match tie-break', async () => {
    const { state } = fold(await read(readFileSync(new URL('club-tennis.ndjson', folder), 'utf8')))
    expect(state.result?.text).toBe('Reds won 2–4, 5–4(2), [10–8]')
  })
})

describe('the time of a line', () => {
  const atMs = async (...lines: object[]) => {
    const { steps } = await read([HEAD, ...lines.map((line) => JSON.stringify(line))].join('\n'))
    return steps.map((step) => step.atMs / 1000)
  }
  const event = (id: string, fields: object) => ({ id, type: 'corner', ...fields })

  it('is its clock, within a period', async () => {
    expect(
      await atMs(
        event('a', { period: 1, clock: '00:00' }),
        event('b', { period: 1, clock: '11:20' }),
        event('c', { period: 1, clock: '45+2' }),
      ),
    ).toEqual([0, 680, 2760])
  })

  it('goes on whether the clock runs up or down', async () => {
    expect(await atMs(event('a', { period: 1, clock: '12:00' }), event('b', { period: 1, clock: '11:30' }))).toEqual([
      0, 30,
    ])
  })

  it('is a moment after the line before, without a clock', async () => {
    expect(await atMs(event('a', {}), event('b', {}), event('c', {}))).toEqual([0, 30, 60])
  })

  it('is after a short break, in another period', async () => {
    expect(await atMs(event('a', { period: 1, clock: '45:00' }), event('b', { period: 2, clock: '45:00' }))).toEqual([
      0, 300,
    ])
  })

  it('of a change is when it was made, not when the event happened', async () => {
    const edit = { op: 'edit', event: event('a', { period: 1, clock: '01:00' }), period: 1, clock: '09:00' }
    expect(await atMs(event('a', { period: 1, clock: '01:00' }), edit)).toEqual([0, 480])
  })
})

describe('a file', () => {
  it('gets the id that was asked for', async () => {
    expect((await read(HEAD, 'other')).fixture.match).toBe('other')
  })

  it('has changes of every kind', async () => {
    const lines = [
      HEAD,
      '{"id":"g1","type":"goal","team":"home"}',
      '',
      '{"op":"edit","event":{"id":"g1","type":"goal","team":"away"}}',
      '{"op":"delete","id":"g1","reason":"offside","period":1,"clock":"12:00"}',
      '{"op":"restore","id":"g1"}',
    ]
    expect((await read(lines.join('\r\n'))).steps.map(({ change }) => change)).toEqual([
      { op: 'add', event: { id: 'g1', type: 'goal', team: 'home' } },
      { op: 'edit', event: { id: 'g1', type: 'goal', team: 'away' } },
      { op: 'delete', id: 'g1', reason: 'offside' },
      { op: 'restore', id: 'g1' },
    ])
  })

  it.each([
    ['{"id":"g1"}', 'type'],
    ['{"op":"undo","id":"g1"}', '"op" is edit, delete or restore'],
    ['{"op":"delete"}', 'id'],
    ['not json', 'JSON'],
    ['null', 'object'],
  ])('with the line %s is refused by the number of the line', async (line, fault) => {
    await expect(read(`${HEAD}\n\n${line}`)).rejects.toThrow(/^line 3: /)
    await expect(read(`${HEAD}\n\n${line}`)).rejects.toThrow(fault)
  })

  it('of something else is not recognised', () => {
    for (const text of ['', '{}', '[]', '{"meta":{"data_version":"1.0.0"}}', '# fixture', '\ufeff']) {
      expect(ownFormat.recognises({ path: 'x.ndjson', text })).toBe(false)
    }
  })
})
