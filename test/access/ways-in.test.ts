import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openCheckedApi } from '../http/checked-api.ts'
import { useServer } from '../http/use-server.ts'
import { connectClient } from '../support/socket-client.ts'
import { uniqueMatch } from '../support/start-server.ts'
import { SECRET, signToken } from './sign-token.ts'

const KEY = 'opta-key-1'
const server = useServer({
  FEED_KEYS: `opta:${KEY}`,
  VIEWER_AUTH: 'jwt',
  JWT_SECRET: SECRET,
})
const liveUrl = () => `${server.url.replace('http', 'ws')}/v1/live`
/** What browsers can send with a WebSocket. */
const protocols = (token: string) => ['touchline.v1', `touchline.token.${token}`]

const CUP = uniqueMatch('cup')
const LEAGUE = uniqueMatch('league')
let feed: Awaited<ReturnType<typeof openCheckedApi>>

beforeAll(async () => {
  feed = await openCheckedApi(server.url, { key: KEY })
  const teams = { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } }
  for (const [match, competition] of [
    [CUP, 'cup'],
    [LEAGUE, 'league'],
  ]) {
    await feed.put(`/v1/matches/${match}`, { ...teams, competition })
    await feed.post(`/v1/matches/${match}/events`, { id: 's', type: 'period_start', period: 1 })
  }
})

const openReader = async (claims: Record<string, unknown>) => {
  const api = await openCheckedApi(server.url, { key: await signToken(claims) })
  const statuses = (match: string) =>
    Promise.all(
      ['', '?at=1', '?view=score', '/updates', '/updates?view=score', '/events', '/status'].map(
        async (rest) => (await api.get(`/v1/matches/${match}${rest}`)).status,
      ),
    )
  const listed = async (query = '') => {
    const { matches } = (await api.get(`/v1/matches${query}`)).body
    return matches.map(({ match }: { match: string }) => match).sort()
  }
  return { api, statuses, listed }
}

const watch = async (claims: Record<string, unknown>) =>
  connectClient(liveUrl(), { protocols: protocols(await signToken(claims)) })

describe('[W21] a token of the cup', () => {
  it.each([
    ['its matches', { matches: ['cup-*'] }, false],
    ['its board', { boards: ['competition:cup'] }, true],
  ])('by %s opens every way to the cup and none to the league', async (_by, claims, hasBoard) => {
    const { statuses, listed } = await openReader(claims)
    expect(new Set(await statuses(CUP))).toEqual(new Set([200]))
    expect(new Set(await statuses(LEAGUE))).toEqual(new Set([403]))
    expect(await listed()).toEqual([CUP])
    expect(await listed('?competition=league')).toEqual([])

    const viewer = await watch(claims)
    expect(viewer.socket.protocol).toBe('touchline.v1')
    const answer = await viewer.subscribe(CUP, LEAGUE, 'nothing')
    expect(answer.matches.map(({ match }) => match)).toEqual([CUP])
    expect(answer.rejected.find(({ match }) => match === LEAGUE)?.code).toBe('forbidden')
    viewer.send({ op: 'subscribe', id: 7, boards: ['competition:cup', 'competition:league'] })
    const { boards } = await viewer.nextOf('subscribed', ({ id }) => id === 7)
    expect(boards?.[0]).toEqual(
      hasBoard ? { board: 'competition:cup', matches: [CUP] } : { board: 'competition:cup', code: 'forbidden' },
    )
    expect(boards?.[1]).toEqual({ board: 'competition:league', code: 'forbidden' })
  })

  it('opens nothing without a claim', async () => {
    const { statuses, listed } = await openReader({})
    expect(new Set([...(await statuses(CUP)), ...(await statuses(LEAGUE))])).toEqual(new Set([403]))
    expect(await listed()).toEqual([])
  })

  it.each([
    [{ matches: ['cup-*'] }, 403, 403],
    [{ boards: ['competition:cup'] }, 200, 403],
    [{ boards: ['competition:*'] }, 200, 200],
    [{ matches: ['*'] }, 200, 200],
    [{}, 403, 403],
  ])('%j reads the boards that it could watch', async (claims, ofCup, ofLeague) => {
    const { api } = await openReader(claims)
    const cup = await api.get('/v1/boards/competition:cup')
    const league = await api.get('/v1/boards/competition:league')
    expect([cup.status, league.status]).toEqual([ofCup, ofLeague])
    if (ofCup === 200) expect(cup.body.matches).toMatchObject([{ match: CUP }])
    else expect(cup.body.code).toBe('forbidden')
  })

  it('does not hide that a match is not there yet, where it may be allowed', async () => {
    const { api } = await openReader({ boards: ['competition:cup'] })
    expect((await api.get('/v1/matches/nothing')).status).toBe(404)
    const viewer = await watch({ boards: ['competition:cup'] })
    expect((await viewer.subscribe('nothing')).rejected).toEqual([{ match: 'nothing', code: 'match-not-found' }])
  })
})

describe('[W21] a stream of Server-Sent Events', () => {
  const open = async (query: string, token?: string) => {
    const abort = new AbortController()
    onTestFinished(() => abort.abort())
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
    return fetch(`${server.url}/v1/sse?${query}`, { headers, signal: abort.signal })
  }

  it('needs a token, in its header', async () => {
    const token = await signToken({ matches: ['*'] })
    for (const response of [
      await open(`match=${CUP}`),
      await open(`match=${CUP}`, `${token}x`),
      await open(`match=${CUP}`, await signToken({ matches: ['*'] }, { expiresInS: -5 })),
      await open(`match=${CUP}&token=${token}`),
    ]) {
      expect([response.status, (await response.json()).code]).toEqual([401, 'unauthorised'])
    }
  })

  it('has what the token allows', async () => {
    const response = await open(`match=${CUP}&match=${LEAGUE}`, await signToken({ matches: ['cup-*'] }))
    expect(response.status).toBe(200)
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true })
      if (text.includes('rejected')) break
    }
    expect(text).toContain(`"match":"${LEAGUE}","code":"forbidden"`)
    expect(text).toContain(`"match":"${CUP}"`)
    expect(text).not.toContain('"competition":"league"')
  })
})

describe('[W21] every read', () => {
  it('needs a token, in its header and nowhere else', async () => {
    const token = await signToken({ matches: ['*'] })
    const nobody = await openCheckedApi(server.url)
    const forger = await openCheckedApi(server.url, { key: `${token}x` })
    for (const path of [
      '/v1/matches',
      '/v1/matches?q=reds',
      '/v1/boards/competition:cup',
      ...['', '?at=1', '/updates', '/events', '/status'].map((rest) => `/v1/matches/${CUP}${rest}`),
    ]) {
      for (const each of [nobody, feed, forger]) {
        const refused = await each.get(path)
        expect([path, refused.status, refused.body.code]).toEqual([path, 401, 'unauthorised'])
        expect(refused.headers.get('www-authenticate')).toContain('Bearer')
        expect(refused.headers.get('cache-control')).toBe('private, no-store')
        expect(refused.text).not.toContain(token)
      }
      const inAddress = `${path}${path.includes('?') ? '&' : '?'}token=${token}&access_token=${token}`
      expect((await nobody.get(inAddress)).status).toBe(401)
    }
  })

  it('is kept by no cache, whatever it is of', async () => {
    const { api } = await openReader({ matches: ['*'] })
    const { epoch } = (await api.get(`/v1/matches/${CUP}`)).body
    const paths = ['', '?at=1', `?at=${epoch}.1`, '/updates', '/events', '/status'].map(
      (rest) => `/v1/matches/${CUP}${rest}`,
    )
    for (const path of ['/v1/matches', '/v1/boards/competition:cup', ...paths]) {
      const { headers, status } = await api.get(path)
      expect([path, status, headers.get('cache-control')]).toEqual([path, 200, 'private, no-store'])
      const etag = headers.get('etag')
      if (etag === null) continue
      const again = await api.get(path, { 'if-none-match': etag })
      expect([again.status, again.headers.get('cache-control')]).toEqual([304, 'private, no-store'])
    }
  })

  it('is open to feeds that write, with their keys, as ever', async () => {
    expect((await feed.post(`/v1/matches/${CUP}/events`, { id: 'n', type: 'note', text: 'x' })).status).toBe(201)
  })
})

describe('[W21] a token with delayMs', () => {
  const claims = { matches: ['*'], delayMs: 60_000 }

  it('shows every match as it was before, on every way', async () => {
    const [{ api }, now] = [await openReader(claims), await openReader({ matches: ['*'] })]
    const path = `/v1/matches/${CUP}`
    const { seq, state } = (await now.api.get(path)).body
    expect(seq).toBeGreaterThan(0)
    expect(state.status).toBe('live')

    const delayed = (await api.get(path)).body
    expect([delayed.seq, delayed.state.status]).toEqual([0, 'scheduled'])
    const listed = (await api.get('/v1/matches?competition=cup')).body.matches[0]
    expect([listed.seq, listed.state.status]).toEqual([0, 'scheduled'])
    expect((await api.get(`${path}?at=1`)).status).toBe(400)
    expect((await api.get(`${path}?at=${delayed.epoch}.1`)).status).toBe(400)
    for (const view of ['full', 'score']) {
      expect((await api.get(`${path}/updates?view=${view}`)).body).toMatchObject({ updates: [], seq: 0 })
    }
    expect((await api.get(`${path}/events`)).body.code).toBe('held-back')
    expect((await api.get(`${path}/status`)).body.warnings.last).toEqual([])

    const viewer = await watch(claims)
    const { matches } = await viewer.subscribe({ match: CUP, delayMs: 1_000 })
    expect(matches[0]).toMatchObject({ match: CUP, seq: 0 })
    viewer.send({ op: 'subscribe', id: 8, boards: ['competition:league'] })
    const rows = await viewer.nextOf('subscribed', ({ id }) => id === 8)
    expect(rows.matches[0]).toMatchObject({ match: LEAGUE, seq: 0 })
  })

  it('tells the viewer so', async () => {
    expect(await (await watch(claims)).nextOf('authorised')).toMatchObject({ delayMs: 60_000 })
  })

  it('may ask for more delay, and gets what is older than the delay at once', async () => {
    const { api } = await openReader({ matches: ['*'], delayMs: 1 })
    await expect.poll(async () => (await api.get(`/v1/matches/${CUP}`)).body.state.status).toBe('live')
    expect((await api.get(`/v1/matches/${CUP}/events`)).status).toBe(200)
  })
})

describe('[W21] the pages of a server with tokens', () => {
  it('are off, and say so', async () => {
    for (const path of [
      '/',
      '/date/2026-11-28',
      '/competition/cup',
      `/match/${CUP}`,
      `/embed/${CUP}`,
      `/overlay/${CUP}`,
    ]) {
      const response = await fetch(server.url + path)
      const text = await response.text()
      expect([path, response.status, response.headers.get('cache-control')]).toEqual([path, 403, 'no-store'])
      expect(text).toContain('VIEWER_AUTH')
      expect(text).not.toMatch(/Reds|Blues|og:/)
    }
    expect((await fetch(`${server.url}/sw.js`)).status).toBe(404)
  })

  it('leave the browser SDK, for pages of the operator', async () => {
    expect((await fetch(`${server.url}/assets/client/index.js`)).status).toBe(200)
  })
})
