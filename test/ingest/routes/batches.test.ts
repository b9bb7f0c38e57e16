import { describe, expect, it } from 'vitest'
import { useServer } from '../../http/use-server.ts'

const server = useServer()
const goal = (id: string, fields: object = {}) => ({ id, type: 'goal', team: 'home', ...fields })
const stateOf = async (match: string) => (await server.api.get(`/v1/matches/${match}`)).body

describe('an array of events', () => {
  it('is applied in order, each with its own seq', async () => {
    const match = await server.api.createMatch()
    const { status, body } = await server.api.post(`/v1/matches/${match}/events`, [
      { id: 'p1', type: 'period_start', period: 1 },
      goal('g1'),
      goal('g2', { team: 'away' }),
    ])
    expect(status).toBe(200)
    expect(body).toEqual({
      results: [
        { id: 'p1', status: 'applied', seq: 1 },
        { id: 'g1', status: 'applied', seq: 2 },
        { id: 'g2', status: 'applied', seq: 3 },
      ],
      seq: 3,
    })
    expect(await stateOf(match)).toMatchObject({ seq: 3, state: { score: { home: 1, away: 1 } } })
  })

  it('with elements that are refused applies the others, and says of each what is wrong', async () => {
    const match = await server.api.createMatch()
    await server.api.post(`/v1/matches/${match}/events`, goal('old'))
    const { status, body } = await server.api.send('POST', `/v1/matches/${match}/events`, {
      isUndescribed: true,
      body: [
        { id: 'p1', type: 'period_start', period: 1 },
        { id: 'g1', type: 'goal' },
        7,
        null,
        { type: 'goal', team: 'home' },
        goal('old', { team: 'away' }),
        goal('old'),
        goal('g2'),
      ],
    })
    expect(status).toBe(200)
    expect(body.results).toMatchObject([
      { id: 'p1', status: 'applied', seq: 2 },
      { id: 'g1', status: 'rejected', code: 'invalid-event', errors: [{ path: 'team' }] },
      { status: 'rejected', code: 'invalid-request', detail: 'an event is a JSON object' },
      { status: 'rejected', code: 'invalid-request' },
      { status: 'rejected', code: 'invalid-request', errors: [{ path: 'id' }] },
      { id: 'old', status: 'rejected', code: 'event-conflict' },
      { id: 'old', status: 'duplicate', seq: 1 },
      { id: 'g2', status: 'applied', seq: 3 },
    ])
    expect(body.seq).toBe(3)
    expect((await stateOf(match)).state.score).toEqual({ home: 2, away: 0 })
  })

  it('may name an event twice: the second is a duplicate, a conflict, or a new revision', async () => {
    const match = await server.api.createMatch()
    const { body } = await server.api.post(`/v1/matches/${match}/events`, [
      goal('g1'),
      goal('g1'),
      goal('g1', { team: 'away' }),
      goal('g1', { team: 'away', revision: 1 }),
    ])
    expect(body.results).toMatchObject([
      { status: 'applied', seq: 1 },
      { status: 'duplicate', seq: 1 },
      { status: 'rejected', code: 'event-conflict' },
      { status: 'applied', seq: 2 },
    ])
    expect((await stateOf(match)).state.score).toEqual({ home: 0, away: 1 })
  })

  it('a second time makes duplicates of all, with the same seqs', async () => {
    const match = await server.api.createMatch()
    const events = [{ id: 'p1', type: 'period_start', period: 1 }, goal('g1'), { id: 'x', type: 'streaker' }]
    await server.api.post(`/v1/matches/${match}/events`, events)
    const { body } = await server.api.post(`/v1/matches/${match}/events`, events)
    expect(body).toEqual({
      results: [
        { id: 'p1', status: 'duplicate', seq: 1 },
        { id: 'g1', status: 'duplicate', seq: 2 },
        { id: 'x', status: 'duplicate', seq: 3, warnings: [expect.objectContaining({ code: 'unknown-type' })] },
      ],
      seq: 3,
    })
  })

  it('may be empty', async () => {
    const match = await server.api.createMatch()
    const { status, body } = await server.api.post(`/v1/matches/${match}/events`, [])
    expect({ status, body }).toEqual({ status: 200, body: { results: [], seq: 0 } })
  })

  it('may have 500 elements, and not 501', async () => {
    const match = await server.api.createMatch()
    const corners = Array.from({ length: 501 }, (_, index) => ({ id: `c${index}`, type: 'corner', team: 'home' }))
    const tooMany = await server.api.post(`/v1/matches/${match}/events`, corners)
    expect(tooMany.status).toBe(400)
    expect(tooMany.body).toMatchObject({ code: 'invalid-request', detail: expect.stringMatching(/500.*501/) })
    const { status, body } = await server.api.post(`/v1/matches/${match}/events`, corners.slice(0, 500))
    expect(status).toBe(200)
    expect(body.seq).toBe(500)
    const { updates } = (await server.api.get(`/v1/matches/${match}/updates?limit=1000`)).body
    expect(updates.map(({ seq }: { seq: number }) => seq)).toEqual(corners.slice(0, 500).map((_, index) => index + 1))
  })

  it('of events out of order makes a patch for each that leads to the state after it', async () => {
    const match = await server.api.createMatch()
    await server.api.post(`/v1/matches/${match}/events`, [
      { id: 'p1', type: 'period_start', period: 1, clock: '00:00' },
      goal('g2', { period: 1, clock: '40:00' }),
      goal('g1', { period: 1, clock: '10:00', team: 'away' }),
      { id: 's', type: 'score_set', score: { home: 5, away: 5 }, period: 1, clock: '20:00' },
    ])
    const scores = []
    for (let seq = 0; seq <= 4; seq += 1) {
      const { state } = (await server.api.get(`/v1/matches/${match}?at=${seq}`)).body
      scores.push(`${state.score.home}-${state.score.away}`)
    }
    expect(scores).toEqual(['0-0', '0-0', '1-0', '1-1', '6-5'])
  })
})

describe('POST /v1/events', () => {
  const postLines = (lines: readonly string[]) =>
    server.api.send('POST', '/v1/events', {
      body: lines.join('\n'),
      headers: { 'content-type': 'application/x-ndjson' },
    })
  const resultsOf = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))

  it('[H8] takes lines as Windows writes them: with a byte order mark, ended by CR LF, the last one not ended', async () => {
    const match = await server.api.createMatch()
    const lines = ['g1', 'g2', 'g3'].map((id) => JSON.stringify({ match, ...goal(id) }))
    const { text } = await postLines([`\ufeff${lines[0]}\r`, `${lines[1]}\r`, lines[2] ?? ''])
    expect(
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).status),
    ).toEqual(['applied', 'applied', 'applied'])
  })

  it('takes events of many matches, and answers a result a line, in order', async () => {
    const one = await server.api.createMatch()
    const two = await server.api.createMatch({ sport: 'tennis' })
    const { status, headers, text } = await postLines([
      JSON.stringify({ match: one, ...goal('g1') }),
      JSON.stringify({ match: two, id: 'p1', type: 'point', team: 'away' }),
      JSON.stringify({ match: one, ...goal('g2') }),
      '',
      '   ',
      JSON.stringify({ match: one, ...goal('g1') }),
    ])
    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^application\/x-ndjson/)
    expect(resultsOf(text)).toMatchObject([
      { match: one, id: 'g1', status: 'applied', seq: 1 },
      { match: two, id: 'p1', status: 'applied', seq: 1 },
      { match: one, id: 'g2', status: 'applied', seq: 2 },
      { match: one, id: 'g1', status: 'duplicate', seq: 1 },
    ])
    expect((await stateOf(one)).state.score.home).toBe(2)
  })

  it('refuses a line that cannot be read, and takes the others', async () => {
    const match = await server.api.createMatch()
    const { text } = await postLines([
      '{"match":',
      '[]',
      'null',
      JSON.stringify(goal('g1')),
      JSON.stringify({ match: 'no spaces', ...goal('g1') }),
      JSON.stringify({ match: 'nowhere', ...goal('g1') }),
      JSON.stringify({ match, id: 'g1', type: 'goal' }),
      JSON.stringify({ match, ...goal('g2') }),
    ])
    expect(resultsOf(text)).toMatchObject([
      { status: 'rejected', code: 'invalid-request', detail: 'the line is not JSON' },
      { status: 'rejected', code: 'invalid-request' },
      { status: 'rejected', code: 'invalid-request' },
      { status: 'rejected', code: 'invalid-request', errors: [{ path: 'match' }] },
      { status: 'rejected', code: 'invalid-request', errors: [{ path: 'match' }] },
      { match: 'nowhere', id: 'g1', status: 'rejected', code: 'match-not-found' },
      { match, id: 'g1', status: 'rejected', code: 'invalid-event' },
      { match, id: 'g2', status: 'applied', seq: 1 },
    ])
  })

  it('takes lines that end as Windows ends them, and no line at all', async () => {
    const match = await server.api.createMatch()
    const body = `${JSON.stringify({ match, ...goal('g1') })}\r\n${JSON.stringify({ match, ...goal('g2') })}\r\n`
    expect(resultsOf((await postLines([body])).text)).toMatchObject([{ seq: 1 }, { seq: 2 }])
    expect(await postLines(['\n\n'])).toMatchObject({ status: 200, text: '' })
  })

  it('takes more lines of one match than one transaction has', async () => {
    const match = await server.api.createMatch()
    const lines = Array.from({ length: 1_201 }, (_, n) => JSON.stringify({ match, id: `c${n}`, type: 'corner' }))
    const results = resultsOf((await postLines(lines)).text)
    expect(results.map(({ id }) => id)).toEqual(lines.map((_, n) => `c${n}`))
    expect(results.map(({ seq }) => seq)).toEqual(lines.map((_, n) => n + 1))
  })
})
