import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openCheckedApi } from '../../http/checked-api.ts'
import { useServer } from '../../http/use-server.ts'
import { runCommand } from '../../support/run-command.ts'
import { startTestServer, uniqueMatch } from '../../support/start-server.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const corner = { id: 'c', type: 'corner' }
const fixture = { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } }

describe('[H5] with feed keys', () => {
  const server = useServer({ FEED_KEYS: 'opta:opta-key-1,club:club-key-2' })
  const withKey = (key: string) => openCheckedApi(server.url, { key })
  const writes = [
    ['PUT', '/v1/matches/m1', fixture],
    ['POST', '/v1/matches/m1/events', corner],
    ['PUT', '/v1/matches/m1/events/c', corner],
    ['DELETE', '/v1/matches/m1/events/c', undefined],
    ['POST', '/v1/matches/m1/events/c/restore', undefined],
    ['PUT', '/v1/matches/m1/timeline', [corner]],
    ['PUT', '/v1/matches/m1/source', { source: 'club' }],
    ['DELETE', '/v1/matches/m1/events/c/hold', undefined],
    ['POST', '/v1/events', ''],
  ] as const

  it.each(writes)('%s %s is 401 without a key, and with a wrong one', async (method, path, body) => {
    const headers = path === '/v1/events' ? { 'content-type': 'application/x-ndjson' } : {}
    for (const authorization of [
      undefined,
      'Bearer wrong-key',
      'Basic b3B0YTpvcHRh',
      'Bearer',
      'Bearer ',
      'opta-key-1',
    ]) {
      const answer = await server.api.send(method, path, {
        ...(body !== undefined && { body }),
        headers: { ...headers, ...(authorization !== undefined && { authorization }) },
      })
      expect({ authorization, status: answer.status }).toEqual({ authorization, status: 401 })
      expect(answer.body.code).toBe('unauthorised')
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/)
      expect(answer.text).not.toContain('opta')
    }
  })

  it('a key opens every write, and reads need none', async () => {
    const opta = await withKey('opta-key-1')
    const path = `/v1/matches/${uniqueMatch()}`
    expect((await opta.put(path, fixture)).status).toBe(201)
    expect((await opta.post(`${path}/events`, corner)).status).toBe(201)
    expect((await server.api.get(path)).status).toBe(200)
  })

  it('[H2] [H7] the same id of another source is another event', async () => {
    const [opta, club] = [await withKey('opta-key-1'), await withKey('club-key-2')]
    const match = await opta.createMatch()
    const path = `/v1/matches/${match}/events`
    expect((await opta.post(path, corner)).body).toMatchObject({ status: 'applied', seq: 1 })
    expect((await club.post(path, { ...corner, team: 'home' })).body).toEqual({ id: 'c', status: 'shadowed' })
    expect((await opta.post(path, corner)).body).toMatchObject({ status: 'duplicate', seq: 1 })
    expect((await club.delete(`${path}/c`)).body).toEqual({ id: 'c', status: 'shadowed' })
    expect((await opta.post(path, corner)).body).toMatchObject({ status: 'duplicate', seq: 1 })
  })
})

it('[H5] a key of some matches is 403 for the others', async () => {
  const DATA_DIR = await temporaryDirectory()
  const feeds = (...args: string[]) =>
    runCommand(process.execPath, [resolve('src/store/commands/feeds.ts'), ...args], { env: { DATA_DIR } })
  const key = (await feeds('create', 'club', '--scope', 'cup-*', '--scope', 'final')).stdout.trim()
  const server = await startTestServer({ DATA_DIR })
  const club = await openCheckedApi(server.url, { key })
  for (const match of ['cup-1', 'final']) expect((await club.put(`/v1/matches/${match}`, fixture)).status).toBe(201)
  expect((await club.post('/v1/matches/cup-1/events', corner)).status).toBe(201)
  for (const { status, body } of [
    await club.put('/v1/matches/other', fixture),
    await club.post('/v1/matches/other/events', corner),
    await club.put('/v1/matches/other/events/c', corner),
    await club.delete('/v1/matches/other/events/c'),
    await club.post('/v1/matches/other/events/c/restore'),
    await club.put('/v1/matches/other/timeline', [corner]),
    await club.put('/v1/matches/finals', fixture),
  ]) {
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'out-of-scope' })
  }
  const lines = [
    { match: 'other', ...corner },
    { match: 'cup-1', ...corner, id: 'd' },
  ]
  const { text } = await club.send('POST', '/v1/events', {
    body: lines.map((line) => JSON.stringify(line)).join('\n'),
    headers: { 'content-type': 'application/x-ndjson' },
  })
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    { status: 'rejected', code: 'out-of-scope' },
    { match: 'cup-1', id: 'd', status: 'applied' },
  ])
})

describe('[H5] over the rate', () => {
  it('is 429 with Retry-After for that feed alone, and over after that long', async () => {
    const server = await startTestServer({ FEED_KEYS: 'fast@club:fast-key-1,slow@club:slow-key-2', FEED_RATE: '5' })
    const fast = await openCheckedApi(server.url, { key: 'fast-key-1' })
    const slow = await openCheckedApi(server.url, { key: 'slow-key-2' })
    const match = await slow.createMatch()
    const path = `/v1/matches/${match}/events`
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => fast.post(path, { ...corner, id: `c${n}` })))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]?.body).toMatchObject({ code: 'rate-exceeded', detail: expect.stringContaining('5') })
    expect((await slow.post(path, { ...corner, id: 'mine' })).status).toBe(201)
    await expect
      .poll(async () => (await fast.post(path, { ...corner, id: 'later' })).status, { timeout: 5_000 })
      .toBeLessThan(300)
    const recorded = answers.filter(({ status }) => status === 201).length
    expect((await slow.get(`/v1/matches/${match}`)).body.seq).toBe(recorded + 2)
  })
})

describe('[H5] a body', () => {
  const server = useServer()

  it('over 1 MiB is 413, just below it is read', async () => {
    const match = await server.api.createMatch()
    const path = `/v1/matches/${match}/events`
    const big = `[${' '.repeat(1_048_576)}]`
    const { status, body } = await server.api.send('POST', path, { body: big })
    expect(status).toBe(413)
    expect(body).toMatchObject({ code: 'body-too-large', detail: expect.stringContaining('1 MiB') })
    expect((await server.api.send('POST', path, { body: `[${' '.repeat(1_048_574)}]` })).status).toBe(200)
  })

  it.each([
    ['text/plain', '{}'],
    ['application/xml', '<goal/>'],
    ['application/x-www-form-urlencoded', 'id=g1&type=goal'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['application/x-ndjson', '{"id":"c","type":"corner"}'],
    ['nonsense', '{}'],
  ])('that is %s is 415', async (contentType, body) => {
    const match = await server.api.createMatch()
    const answer = await server.api.send('POST', `/v1/matches/${match}/events`, {
      body,
      headers: { 'content-type': contentType },
    })
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 415, code: 'unsupported-media-type' })
  })

  it.each(['iso-8859-1', 'utf-16', '"windows-1252"'])('[H8] in charset %s is 415', async (charset) => {
    const match = await server.api.createMatch()
    for (const [path, type] of [
      [`/v1/matches/${match}/events`, 'application/json'],
      ['/v1/events', 'application/x-ndjson'],
    ] as const) {
      const { status, body } = await server.api.send('POST', path, {
        body: JSON.stringify({ match, ...corner }),
        headers: { 'content-type': `${type}; charset=${charset}` },
      })
      expect({ status, code: body.code }).toEqual({ status: 415, code: 'unsupported-media-type' })
      expect(body.detail).toContain('UTF-8')
    }
  })

  it('[H8] that is not UTF-8 is 400, and nothing of it is recorded', async () => {
    const match = await server.api.createMatch()
    const latin = Buffer.from(JSON.stringify({ match, ...corner, player: 'Müller' }), 'latin1')
    for (const [path, type] of [
      [`/v1/matches/${match}/events`, 'application/json'],
      ['/v1/events', 'application/x-ndjson'],
    ] as const) {
      const answer = await fetch(server.url + path, { method: 'POST', body: latin, headers: { 'content-type': type } })
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({
        code: 'invalid-request',
        detail: expect.stringContaining('not UTF-8'),
      })
    }
    expect((await server.api.get(`/v1/matches/${match}`)).body.seq).toBe(0)
  })

  it('that is JSON is 415 where lines are asked for', async () => {
    const answer = await server.api.post('/v1/events', corner)
    expect(answer.status).toBe(415)
  })

  it.each(['utf-8', 'UTF-8', '"utf8"', 'us-ascii'])('that says its charset, %s, is read', async (charset) => {
    const match = await server.api.createMatch()
    const { status } = await server.api.send('POST', `/v1/matches/${match}/events`, {
      body: JSON.stringify(corner),
      headers: { 'content-type': `application/json; charset=${charset}` },
      isUndescribed: true,
    })
    expect(status).toBe(201)
  })
})

describe('[H5] a server that stops', () => {
  it('answers what it has begun, 503 to what comes after, and ends though feeds never pause', async () => {
    const server = await startTestServer()
    const api = await openCheckedApi(server.url)
    const match = await api.createMatch()
    const path = `/v1/matches/${match}/events`
    const statuses = new Map<number, number>()
    let isClosed = false
    const send = async (writer: number) => {
      for (let n = 0; !isClosed; n += 1) {
        const answer = await api.post(path, { id: `${writer}-${n}`, type: 'corner' }).catch((error: Error) => {
          // Its connection is gone: not answered, so not promised.
          if (error.message !== 'fetch failed') throw error
        })
        if (answer === undefined) return
        if (answer.status === 503) expect(answer.headers.get('connection')).toBe('close')
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      }
    }
    const writers = Promise.all(Array.from({ length: 8 }, (_, writer) => send(writer)))
    await expect.poll(() => statuses.get(201) ?? 0).toBeGreaterThan(20)
    await server.close()
    isClosed = true
    await writers
    expect([...statuses.keys()].filter((status) => status !== 201 && status !== 503)).toEqual([])
  })
})
