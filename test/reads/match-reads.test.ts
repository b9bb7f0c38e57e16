import { beforeEach, describe, expect, it } from 'vitest'
import { useServer } from '../http/use-server.ts'
import { atSecondTry } from '../support/run/second-try.ts'

const server = useServer()
const DAY_MS = 86_400_000

describe('GET /v1/matches/{matchId}', () => {
  it('is 404 for a match that is not there', async () => {
    const { status, body } = await server.api.get('/v1/matches/nowhere')
    expect(status).toBe(404)
    expect(body.code).toBe('match-not-found')
  })

  it('has a strong ETag of epoch and seq, and is 304 for who has it', async () => {
    const match = await server.api.createMatch()
    const path = `/v1/matches/${match}`
    await server.api.post(`${path}/events`, { id: 'c', type: 'corner' })
    const { headers, body } = await server.api.get(path)
    const etag = headers.get('etag') ?? ''
    expect(etag).toBe(`"${body.epoch}.1"`)
    expect(headers.get('cache-control')).toMatch(/^public, max-age=1\b/)
    for (const given of [etag, `W/${etag}`, `"other", ${etag}`, `"a",W/${etag} , "b"`, '*']) {
      const answer = await server.api.get(path, { 'if-none-match': given })
      expect({ given, status: answer.status, text: answer.text }).toEqual({ given, status: 304, text: '' })
      expect(answer.headers.get('etag')).toBe(given.includes('W/') ? `W/${etag}` : etag)
      expect(answer.headers.get('cache-control')).toMatch(/^public, max-age=1\b/)
    }
    for (const given of ['"other"', etag.slice(1, -1), `${etag}x`, '']) {
      expect((await server.api.get(path, { 'if-none-match': given })).status).toBe(200)
    }
    await server.api.post(`${path}/events`, { id: 'd', type: 'corner' })
    expect((await server.api.get(path, { 'if-none-match': etag })).status).toBe(200)
  })

  it('with ?at= is the state as it was after that update; with its epoch, caches may keep it', async () => {
    const match = await server.api.createMatch()
    const path = `/v1/matches/${match}`
    const states = [(await server.api.get(path)).body.state]
    for (let n = 1; n <= 8; n += 1) {
      const event = { id: `g${n}`, type: 'goal', team: n % 2 ? 'home' : 'away', player: `P${n}` }
      await server.api.post(`${path}/events`, event)
      if (n % 3 === 0) await server.api.delete(`${path}/events/g${n - 1}`)
      const { seq, state } = (await server.api.get(path)).body
      states[seq] = state
    }
    for (const [seq, state] of states.entries()) {
      if (state === undefined) continue
      const { status, body, headers } = await server.api.get(`${path}?at=${seq}`)
      expect(status).toBe(200)
      expect(body).toMatchObject({ match, seq })
      expect(body.state).toEqual(state)
      expect(headers.get('etag')?.replace('W/', '')).toBe(`"${body.epoch}.${seq}"`)
      expect(headers.get('cache-control')).toBe('public, max-age=1, stale-while-revalidate=2')
      const named = await server.api.get(`${path}?at=${body.epoch}.${seq}`)
      expect(named.body).toEqual(body)
      expect(named.headers.get('cache-control')).toBe('public, max-age=3600, immutable')
    }
  })

  it('with ?at= and an epoch that is over is 404, and no cache keeps that', async () => {
    const match = await server.api.createMatch()
    const { status, body, headers } = await server.api.get(`/v1/matches/${match}?at=0mx0t184a8f82.0`)
    expect({ status, code: body.code }).toEqual({ status: 404, code: 'epoch-over' })
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it.each(['99', '-1', '1.5', 'x', '0mx0t184a8f82.', '.1', '0mx0t184a8f82.1e1', '9007199254740993', '1e400'])(
    'with ?at=%s is refused',
    async (at) => {
      const match = await server.api.createMatch()
      const { status, body, headers } = await server.api.get(`/v1/matches/${match}?at=${at}`)
      expect(status).toBe(400)
      expect(body.errors[0].path).toContain('at')
      expect(headers.get('cache-control')).toBe('no-store')
    },
  )
})

describe('GET /v1/matches/{matchId}/updates', () => {
  it('is the log, oldest first, page by page', async () => {
    const match = await server.api.createMatch()
    const path = `/v1/matches/${match}`
    const corners = Array.from({ length: 25 }, (_, n) => ({ id: `c${n}`, type: 'corner' }))
    await server.api.post(`${path}/events`, corners)
    const seqs: number[] = []
    for (let after = 0; ; after = seqs.at(-1) ?? 0) {
      const { body } = await server.api.get(`${path}/updates?after=${after}&limit=10`)
      expect(body).toMatchObject({ epoch: expect.any(String), seq: 25 })
      if (body.updates.length === 0) break
      expect(body.updates.length).toBeLessThanOrEqual(10)
      seqs.push(...body.updates.map(({ seq }: { seq: number }) => seq))
    }
    expect(seqs).toEqual(corners.map((_, n) => n + 1))
  })

  it.each(['limit=0', 'limit=1001', 'after=-1', 'after=x', 'limit=x'])('with %s is refused', async (query) => {
    const match = await server.api.createMatch()
    expect((await server.api.get(`/v1/matches/${match}/updates?${query}`)).status).toBe(400)
  })

  it('is empty beyond the end, and 404 for a match that is not there', async () => {
    const match = await server.api.createMatch()
    expect((await server.api.get(`/v1/matches/${match}/updates?after=1000`)).body.updates).toEqual([])
    expect((await server.api.get('/v1/matches/nowhere/updates')).status).toBe(404)
  })
})

describe('GET /v1/matches', () => {
  const idsOf = ({ body }: { body: { matches: { match: string }[] } }) => body.matches.map(({ match }) => match)

  beforeEach(
    atSecondTry(async () => {
      for (const match of idsOf(await server.api.get('/v1/matches?limit=200'))) {
        await server.api.delete(`/v1/matches/${match}`)
      }
    }),
  )

  it('has matches by start time, with their states, page by page, each once', async () => {
    const competition = 'Pages Cup'
    const startsAt = 1_800_000_000_000
    const ids = []
    // Half of them start at the same time.
    for (let n = 0; n < 11; n += 1) {
      ids.push(await server.api.createMatch({ competition, startsAt: startsAt + Math.floor(n / 2) * 1000 }))
    }
    const found = []
    let cursor: string | undefined
    do {
      const query = new URLSearchParams({ competition, limit: '3', ...(cursor && { cursor }) })
      const page = await server.api.get(`/v1/matches?${query}`)
      expect(page.headers.get('cache-control')).toMatch(/^public, max-age=1\b/)
      found.push(...page.body.matches)
      cursor = page.body.next
    } while (cursor)
    expect(found.map(({ match }) => match)).toHaveLength(11)
    expect(new Set(found.map(({ match }) => match))).toEqual(new Set(ids))
    const starts = found.map(({ state }) => state.startsAt)
    expect(starts).toEqual(starts.toSorted((a, b) => a - b))
    expect(found[0]).toEqual((await server.api.get(`/v1/matches/${found[0].match}`)).body)
  })

  it('filters by sport, competition, status and day, together', async () => {
    const competition = 'Filter Cup'
    const startsAt = Date.parse('2031-05-06T23:59:59.999Z')
    const football = await server.api.createMatch({ competition, startsAt })
    const tennis = await server.api.createMatch({ competition, startsAt: startsAt + 1, sport: 'tennis' })
    const live = await server.api.createMatch({ competition, startsAt: startsAt - DAY_MS + 1 })
    await server.api.post(`/v1/matches/${live}/events`, { id: 'p', type: 'period_start', period: 1 })
    const list = async (query: Record<string, string>) =>
      idsOf(await server.api.get(`/v1/matches?${new URLSearchParams({ competition, ...query })}`))
    expect(await list({})).toEqual([live, football, tennis])
    expect(await list({ sport: 'tennis' })).toEqual([tennis])
    expect(await list({ status: 'live' })).toEqual([live])
    expect(await list({ status: 'live,scheduled' })).toEqual([live, football, tennis])
    expect(await list({ date: '2031-05-06' })).toEqual([live, football])
    expect(await list({ date: '2031-05-07' })).toEqual([tennis])
    expect(await list({ date: '2031-05-06', sport: 'tennis' })).toEqual([])
    expect(await list({ competition: 'No such cup' })).toEqual([])
  })

  it('[H17] finds matches by words of their teams and competition, and what else is asked holds too', async () => {
    const match = await server.api.createMatch({
      home: { name: 'Atlético Finders' },
      competition: 'Finders Cup',
      startsAt: 1,
    })
    const other = await server.api.createMatch({ competition: 'Finders Cup', startsAt: 2 })
    const find = async (q: string, more = {}) =>
      idsOf(await server.api.get(`/v1/matches?${new URLSearchParams({ q, ...more })}`))
    expect(await find('finders cup')).toEqual([match, other])
    expect(await find('ATLETICO find')).toEqual([match])
    expect(await find('finders', { limit: '1' })).toEqual([match])
    expect(await find('finders', { sport: 'tennis' })).toEqual([])
    expect(await find('inders')).toEqual([])
    expect(await find('?!')).toEqual([])
  })

  it.each([
    `q=${'x'.repeat(101)}`,
    'status=lively',
    'status=live,',
    'date=yesterday',
    'date=2031-02-30',
    'limit=0',
    'limit=201',
    'cursor=%00',
    'cursor=abc',
  ])('with %s is refused', async (query) => {
    const { status, body } = await server.api.get(`/v1/matches?${query}`)
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'invalid-request', errors: [{ path: expect.any(String) }] })
  })
})

describe('pages of other origins', () => {
  it('may read, and see the ETag', async () => {
    const match = await server.api.createMatch()
    const { headers } = await server.api.get(`/v1/matches/${match}`, { origin: 'https://blog.example' })
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('access-control-expose-headers')).toContain('etag')
  })

  it('see refusals too', async () => {
    const { headers } = await server.api.get('/v1/matches/nowhere', { origin: 'https://blog.example' })
    expect(headers.get('access-control-allow-origin')).toBe('*')
  })
})

describe('with origins that are named', () => {
  const own = useServer({ ALLOWED_ORIGINS: 'https://a.example, https://b.example' })

  it('only they may read', async () => {
    const match = await own.api.createMatch()
    const path = `/v1/matches/${match}`
    for (const origin of ['https://a.example', 'https://b.example']) {
      const { headers } = await own.api.get(path, { origin })
      expect(headers.get('access-control-allow-origin')).toBe(origin)
      expect(headers.get('vary')).toMatch(/origin/i)
    }
    const other = await own.api.get(path, { origin: 'https://c.example' })
    expect(other.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('a cache never gives the answer for one origin to another', async () => {
    const match = await own.api.createMatch()
    const origins: Record<string, string>[] = [{}, { origin: 'https://c.example' }]
    for (const headers of origins) {
      expect((await own.api.get(`/v1/matches/${match}`, headers)).headers.get('vary')).toMatch(/origin/i)
    }
  })
})
