import { describe, expect, it } from 'vitest'
import { useServer } from '../../http/use-server.ts'

const server = useServer()
const HOUR = 3_600_000
const codesOf = ({ body }: { body: unknown }) =>
  ((body as { warnings?: { code: string }[] }).warnings ?? []).map(({ code }) => code)

async function startedMatch(): Promise<{ path: string; events: string }> {
  const path = `/v1/matches/${await server.api.createMatch()}`
  const events = `${path}/events`
  await server.api.post(events, { id: 'p1', type: 'period_start', period: 1 })
  return { path, events }
}

describe('[H4] warnings', () => {
  it('are repeated with a duplicate, and stand in the status of the match until the event is mended or deleted', async () => {
    const { path, events } = await startedMatch()
    const goal = { id: 'g1', type: 'goal', team: 'home', minute: 23 }
    const first = await server.api.post(events, goal)
    const again = await server.api.post(events, goal)
    expect([codesOf(first), codesOf(again)]).toEqual([['unknown-field'], ['unknown-field']])
    await server.api.post(events, { id: 'x', type: 'gaol' })
    expect((await server.api.get(`${path}/status`)).body).toMatchObject({
      warnings: {
        last: [
          { source: 'local', id: 'x', code: 'unknown-type', detail: expect.stringContaining('"goal"') },
          { source: 'local', id: 'g1', code: 'unknown-field', detail: expect.stringContaining('"clock"') },
        ],
        counts: { 'unknown-field': 1, 'unknown-type': 1 },
      },
    })
    const other = await startedMatch()
    await server.api.post(other.events, goal)
    await server.api.put(`${other.events}/g1`, { type: 'goal', team: 'home', clock: '23' })
    await server.api.post(other.events, { id: 'x', type: 'gaol' })
    await server.api.delete(`${other.events}/x`)
    expect((await server.api.get(`${other.path}/status`)).body).toMatchObject({ warnings: { last: [], counts: {} } })
  })

  it('are of the board at the place of the event, not of the last one', async () => {
    const { events } = await startedMatch()
    await server.api.post(events, {
      id: 'c1',
      type: 'card',
      team: 'home',
      player: 'Pim',
      card: 'red',
      period: 1,
      clock: '40:00',
    })
    const before = await server.api.post(events, {
      id: 'g1',
      type: 'goal',
      team: 'home',
      player: 'Pim',
      period: 1,
      clock: '30:00',
    })
    const after = await server.api.post(events, {
      id: 'g2',
      type: 'goal',
      team: 'home',
      player: 'Pim',
      period: 1,
      clock: '41:00',
    })
    expect([codesOf(before), codesOf(after)]).toEqual([[], ['impossible-player']])
  })

  it('are given for a time that cannot be', async () => {
    const { events } = await startedMatch()
    const sent = await Promise.all(
      [HOUR, -1000 * 24 * HOUR, -HOUR].map((off, index) =>
        server.api.post(events, { id: `n${index}`, type: 'note', text: 'x', occurredAt: Date.now() + off }),
      ),
    )
    expect(sent.map(codesOf)).toEqual([['implausible-time'], ['implausible-time'], []])
  })

  it('are given for fields of a fixture that nobody knows, in NDJSON too', async () => {
    const fixture = {
      sport: 'football',
      format: 'cup',
      home: { name: 'A', nam: 'A' },
      away: { name: 'B' },
      startAt: Date.now(),
      x_ours: 1,
    }
    const { body } = await server.api.put('/v1/matches/unknown-fields', fixture)
    const warnings = [
      { code: 'unknown-field', detail: '"home.nam" is not kept; did you mean "name"?' },
      { code: 'unknown-field', detail: '"startAt" is not kept; did you mean "startsAt"?' },
    ]
    expect(body).toMatchObject({ warnings })
    const line = JSON.stringify({ match: 'unknown-fields-2', fixture })
    const answer = await server.api.send('POST', '/v1/events', {
      body: line,
      headers: { 'content-type': 'application/x-ndjson' },
    })
    expect(JSON.parse(answer.text)).toMatchObject({ status: 'created', warnings })
  })

  it('are given for a fixture whose sides change places once something has happened', async () => {
    const path = '/v1/matches/swapped'
    const [reds, blues] = [{ name: 'Reds' }, { name: 'Blues' }]
    const put = async (home: object, away: object) =>
      codesOf(await server.api.put(path, { sport: 'football', home, away }))
    expect([await put(reds, blues), await put(blues, reds), await put(reds, blues)]).toEqual([[], [], []])
    await server.api.post(`${path}/events`, { id: 'k', type: 'period_start', period: 1 })
    expect(await put(reds, { name: 'Blue Stars' })).toEqual([])
    expect(await put({ name: 'Blue Stars' }, reds)).toEqual(['sides-swapped'])
  })

  it('are given for a fixture that starts in 1970, again when it is repeated', async () => {
    const fixture = {
      sport: 'football',
      home: { name: 'A' },
      away: { name: 'B' },
      startsAt: Math.floor(Date.now() / 1000),
    }
    const first = await server.api.put('/v1/matches/in-seconds', fixture)
    const again = await server.api.put('/v1/matches/in-seconds', fixture)
    expect([first.status, codesOf(first), again.status, codesOf(again)]).toEqual([
      201,
      ['implausible-time'],
      200,
      ['implausible-time'],
    ])
    const mended = await server.api.put('/v1/matches/in-seconds', { ...fixture, startsAt: Date.now() })
    expect(codesOf(mended)).toEqual([])
    expect(await server.api.put('/v1/matches/too-late', { ...fixture, startsAt: 8.64e15 + 1 })).toMatchObject({
      status: 400,
    })
  })
})

it('keeps a state below 256 KB: what makes it bigger is refused whole, and deletes go on', async () => {
  const path = '/v1/matches/too-large'
  const events = `${path}/events`
  await server.api.put(path, { sport: 'cricket', home: { name: 'A' }, away: { name: 'B' } })
  await server.api.post(events, { id: 'i1', type: 'innings_start', n: 1, batting: 'home' })
  // A batter has a line of the card, by name: the one part of a state that a feed can still make grow.
  const batters = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      id: `b${from + index}`,
      type: 'batter_in',
      batter: `${'\u6253'.repeat(190)} ${from + index}`,
      striker: true,
    }))
  expect((await server.api.post(events, batters(0, 300))).status).toBe(200)
  const refused = await server.api.post(events, batters(300, 200))
  expect(refused).toMatchObject({ status: 422, body: { code: 'state-too-large' } })
  expect((await server.api.get(path)).body).toMatchObject({ seq: 301 })
  expect((await server.api.delete(`${events}/b0`)).status).toBe(200)
})

it('takes a name composed and decomposed as one', async () => {
  const { path, events } = await startedMatch()
  for (const [index, player] of ['José', 'Jose\u0301'].entries()) {
    await server.api.post(events, {
      id: `c${index}`,
      type: 'card',
      team: 'home',
      player,
      card: index === 0 ? 'yellow' : 'second_yellow',
    })
  }
  const { body } = await server.api.get(path)
  const { bookings } = (body as { state: { detail: { bookings: { player: string }[] } } }).state.detail
  expect(new Set(bookings.map(({ player }) => player))).toEqual(new Set(['José']))
})
