import { readFile } from 'node:fs/promises'
import type { Ajv2020 } from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { SECRET, signToken } from '../../access/sign-token.ts'
import { quickAjv } from '../../support/schemas/quick-ajv.ts'
import { startTestServer } from '../../support/start-server.ts'
import { openCheckedApi } from '../checked-api.ts'
import { createOpenApiCheck, type OpenApiDocument } from './openapi-check.ts'
import { runDocument } from './run-document.ts'

interface Media {
  readonly schema: { readonly $ref?: string; readonly examples?: readonly unknown[] }
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}

interface Described {
  readonly operationId: string
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>
}

let document: OpenApiDocument
let schemas: Ajv2020
let url = ''
beforeAll(async () => {
  const server = await startTestServer()
  document = await runDocument(server.url)
  schemas = quickAjv()
  schemas.addSchema({ ...document, $id: 'document' } as object)
  url = server.url
  return server.close
})

/** Those of the place itself, else those of the schema it points at. */
function examplesOf({ schema, example, examples }: Media): readonly unknown[] {
  if (example !== undefined) return [example]
  if (examples !== undefined) return Object.values(examples).map(({ value }) => value)
  const named = document.components.schemas[schema.$ref?.split('/').at(-1) ?? ''] as Media['schema'] | undefined
  return schema.examples ?? named?.examples ?? []
}

const fixture = () => {
  const operation = document.paths['/v1/matches/{matchId}']?.['put'] as unknown as Described
  const media = operation.requestBody?.content['application/json']
  return media && examplesOf(media)[0]
}

/** What the document says of a body. */
function takes(path: string, method: string, body: unknown): boolean {
  const place = ['paths', path, method, 'requestBody', 'content', 'application/json', 'schema']
  const pointer = place.map((key) => encodeURIComponent(key.replaceAll('/', '~1'))).join('/')
  const validate = schemas.getSchema(`document#/${pointer}`)
  if (validate === undefined) throw new Error(`the document has no ${pointer}`)
  return validate(body) === true
}

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      operation: operation as unknown as Described,
    })),
  )

describe('[H3] /openapi.json has examples', () => {
  it('of every body and of every successful answer, and each is what its schema says', () => {
    const check = createOpenApiCheck(document)
    for (const { path, method, operation } of operations()) {
      const { operationId, requestBody, responses } = operation
      for (const [requestType, media] of Object.entries(requestBody?.content ?? {})) {
        const examples = examplesOf(media)
        expect({ operationId, requestType, examples: examples.length }).not.toMatchObject({ examples: 0 })
      }
      for (const [status, { content = {} }] of Object.entries(responses)) {
        if (!status.startsWith('2')) continue
        for (const [responseType, media] of Object.entries(content)) {
          const examples = examplesOf(media)
          expect({ operationId, status, examples: examples.length }).not.toMatchObject({ examples: 0 })
          for (const responseBody of examples) {
            const exchange = { method, path, status: Number(status), responseType, responseBody }
            expect({ operationId, status, faults: check.faults(exchange) }).toEqual({ operationId, status, faults: [] })
          }
        }
      }
    }
  })

  it('of every refusal, by its status, and each is a problem of a code that docs/protocol.md has', async () => {
    const protocol = await readFile(new URL('../../../docs/protocol.md', import.meta.url), 'utf8')
    const check = createOpenApiCheck(document)
    for (const { path, method, operation } of operations()) {
      const { operationId, responses } = operation
      const refusals = Object.entries(responses).filter(([status]) => /^[45]/.test(status))
      expect(refusals.map(([status]) => status)).toEqual(expect.arrayContaining(['500', '503', '4XX']))
      for (const [status, { content = {} }] of refusals) {
        const examples = Object.values(content).flatMap(examplesOf) as {
          readonly status: number
          readonly code: string
        }[]
        expect({ operationId, status, examples: examples.length }).not.toMatchObject({ examples: 0 })
        for (const responseBody of examples) {
          expect(protocol).toContain(`| \`${responseBody.code}\` | ${responseBody.status} |`)
          if (status !== '4XX') expect(String(responseBody.status)).toBe(status)
          const exchange = {
            method,
            path,
            status: responseBody.status,
            responseType: 'application/problem+json',
            responseBody,
          }
          expect({ operationId, status, faults: check.faults(exchange) }).toEqual({ operationId, status, faults: [] })
        }
      }
    }
  })

  it('of refusals in the very words of the server', async () => {
    const keys = 'opta:opta-key-1,scout:scout-key-2'
    const { url: withKeys } = await startTestServer({ FEED_KEYS: keys })
    const [opta, scout] = [
      await openCheckedApi(withKeys, { key: 'opta-key-1' }),
      await openCheckedApi(withKeys, { key: 'scout-key-2' }),
    ]
    const match = '/v1/matches/npu-val'
    const goal = { id: 'g1', type: 'goal', team: 'home' }
    const anyone = await openCheckedApi(withKeys)
    const refused = [
      await anyone.put(match, fixture()),
      await opta.post(`${match}/events`, goal),
      await opta.put(match, fixture()),
      await opta.post(`${match}/events/g1/restore`),
      await opta.post(`${match}/events`, goal),
      await opta.send('POST', `${match}/events`, { body: { id: 'g2', type: 'goal' }, isUndescribed: true }),
      await opta.post(`${match}/events`, { ...goal, team: 'away' }),
      await opta.post(`${match}/events?source=scout`, goal),
      await opta.put(`${match}/source`, { source: 'scout' }),
      await scout.put(`${match}/source`, { source: 'scout' }),
      await opta.put(match, { ...(fixture() as object), sport: 'tennis', format: undefined }),
      await opta.put(match, { ...(fixture() as object), sources: ['opta'] }),
      await opta.put(`${match}/source`, { source: 'scout' }),
      await opta.send('GET', '/v1/matches/!'),
      await opta.send('PUT', match, { body: '{}', headers: { 'content-type': 'text/plain' }, isUndescribed: true }),
    ].filter(({ status }) => status >= 400)
    const { url: withTokens } = await startTestServer({ VIEWER_AUTH: 'jwt', JWT_SECRET: SECRET })
    const viewers = await openCheckedApi(withTokens)
    const other = { authorization: `Bearer ${await signToken({ matches: ['other'] })}` }
    const later = { authorization: `Bearer ${await signToken({ matches: ['*'], delayMs: 60_000 })}` }
    await viewers.put(match, fixture())
    await viewers.post(`${match}/events`, goal)
    refused.push(await viewers.get(match), await viewers.get(match, other), await viewers.get(`${match}/events`, later))

    const examples = operations()
      .flatMap(({ operation }) => Object.values(operation.responses))
      .flatMap(({ content = {} }) => Object.values(content).flatMap(examplesOf))
    expect(new Set(refused.map(({ body }) => body.code)).size).toBe(14)
    for (const { body } of refused) {
      const { requestId: _, ...said } = body
      expect(examples).toContainEqual({ ...said, requestId: expect.any(String) })
    }
  })

  it('[W21] of the refusal of a token on every read of a match, and on streams', () => {
    const open = ['listSports', 'getSport']
    const reads = operations().filter(
      ({ method, path, operation }) =>
        (method === 'GET' || path === '/v1/sse') && !open.includes(operation.operationId),
    )
    const shown = reads.map(({ operation: { operationId, responses } }) => [
      operationId,
      ...['401', '403'].flatMap((status) =>
        Object.values(responses[status]?.content ?? {})
          .flatMap(examplesOf)
          .map((example) => (example as { readonly code: string }).code),
      ),
    ])
    expect(Object.fromEntries(shown.map(([id, ...codes]) => [id, codes.join(' ')]))).toEqual({
      listMatches: 'unauthorised',
      getMatch: 'unauthorised forbidden',
      getBoard: 'unauthorised forbidden',
      getMatchStatus: 'unauthorised forbidden',
      listEvents: 'unauthorised forbidden held-back',
      listUpdates: 'unauthorised forbidden',
      followMatches: 'unauthorised',
      followSubscription: 'unauthorised',
    })
  })

  it('of bodies that the server takes', async () => {
    const api = await openCheckedApi(url)
    for (const { path, method, operation } of operations()) {
      // An answer that is a stream does not end; its own tests hold it.
      if (operation.responses['200']?.content?.['text/event-stream']) continue
      for (const [type, media] of Object.entries(operation.requestBody?.content ?? {})) {
        for (const body of examplesOf(media)) {
          const address = path.replace('{matchId}', 'npu-val').replace('{eventId}', 'g1')
          // Creates the match, whatever the order of the calls is.
          if (operation.operationId !== 'putMatch') await api.put('/v1/matches/npu-val', fixture())
          // Only a source that has sent something comes into charge of a match that is told already.
          if (operation.operationId === 'putSource') {
            await api.post('/v1/matches/npu-val/events?source=scout', { id: 's1', type: 'note', text: 'here' })
          }
          const { status, text } = await api.send(method, address, { body, headers: { 'content-type': type } })
          expect({ address, status: status < 300, text: text.includes('rejected') }).toEqual({
            address,
            status: true,
            text: false,
          })
        }
      }
    }
  })
})

describe('[H3] /openapi.json is as strict as the server', () => {
  const home = { name: 'A' }
  const away = { name: 'B' }
  it.each([
    { sport: 'football', home, away },
    { sport: 'quidditch', home, away },
    { sport: 'football', home },
    { sport: 'football', home: { name: ' ' }, away },
    { sport: 'football', home: { name: 'x'.repeat(201) }, away },
    { sport: 'football', home: { name: 'A', code: 'x'.repeat(17) }, away },
    { sport: 'football', home, away, competition: '' },
    { sport: 'football', home, away, venue: 'x'.repeat(201) },
    { sport: 'football', home, away, startsAt: -1 },
    { sport: 'football', home, away, startsAt: 8.65e15 },
    { sport: 'football', home, away, startsAt: '2026-11-28T15:00:00Z' },
    { sport: 'football', home, away, startsAt: '2026-11-28' },
    { sport: 'football', home, away, format: 7 },
    { sport: 'football', home, away, colours: 'red' },
  ])('about the fixture %j', async (body) => {
    const api = await openCheckedApi(url)
    const { status } = await api.send('PUT', '/v1/matches/strict', { body, isUndescribed: true })
    expect(takes('/v1/matches/{matchId}', 'put', body)).toBe(status < 300)
  })

  it.each([
    ['/v1/matches/{matchId}/events', 'post', 500],
    ['/v1/matches/{matchId}/timeline', 'put', 5_000],
  ] as const)('about how many events %s has', (path, method, max) => {
    const corner = { id: 'e1', type: 'corner' }
    const operation = document.paths[path]?.[method] as unknown as Described | undefined
    const schema = operation?.requestBody?.content['application/json']?.schema
    // Events held against all events of all sports would take longer than all else here: they are counted alone. What they may be, lists
    // that are sent by way of `openCheckedApi` show.
    const text = JSON.stringify(schema).replaceAll('{"$ref":"#/components/schemas/Event"}', '{"type":"object"}')
    const counts = quickAjv().compile(JSON.parse(text))
    expect([1, max, max + 1].map((length) => counts(new Array(length).fill(corner)))).toEqual([true, true, false])
  })
})
