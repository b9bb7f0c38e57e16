import type { Ajv2020, AnySchemaObject } from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { alikeOnce } from '../../support/schemas/alike-once.ts'
import { breakagesOf, broken } from '../../support/schemas/breakages.ts'
import { quickAjv } from '../../support/schemas/quick-ajv.ts'
import { type Schema, sample } from '../../support/schemas/sample.ts'
import { forSeeds, type SeededRandom, seededRandom } from '../../support/seeded-random.ts'
import { startTestServer, type TestServer } from '../../support/start-server.ts'
import type { OpenApiDocument } from './openapi-check.ts'
import { runDocument } from './run-document.ts'

const SEEDS = 12
const BREAKAGES = 6
const JSON_TYPE = 'application/json'
/** Made by the server, and refused if it is not; a schema cannot say that. */
const OPAQUE = new Set(['listMatches.cursor', 'getMatch.at'])

interface Call {
  readonly method: string
  readonly path: string
  readonly operation: OpenApiDocument['paths'][string][string]
}

let server: TestServer
let document: OpenApiDocument
let ajv: Ajv2020
let count = 0

beforeAll(async () => {
  server = await startTestServer({ FEED_RATE: '1000000' })
  document = alikeOnce(await runDocument(server.url))
  ajv = quickAjv()
  ajv.addSchema({ ...document, $id: 'document' } as AnySchemaObject)
  return server.close
})

const componentAt = (ref: string): Schema => document.components.schemas[ref.split('/').at(-1) as string] as Schema

/** `goal` and its schema: those of one sport, by the name that OpenAPI has for it. */
function eventsOf(sport: string): Readonly<Record<string, string>> {
  const choice = document.components.schemas[sport.replace(/State$/, 'Event')] as {
    readonly discriminator: { readonly mapping: Readonly<Record<string, string>> }
  }
  return choice.discriminator.mapping
}

/** Wire name and `FootballState`. */
function sportsOf(): readonly (readonly [string, string])[] {
  const states = document.components.schemas['MatchState'] as {
    readonly discriminator: { readonly mapping: Readonly<Record<string, string>> }
  }
  return Object.entries(states.discriminator.mapping).map(([name, ref]) => [name, ref.split('/').at(-1) as string])
}

interface World {
  readonly random: SeededRandom
  readonly match: string
  readonly state: string
}

/** A match of any sport, with an event that a call may be about. */
async function makeMatch(random: SeededRandom): Promise<World> {
  count += 1
  const match = `fuzz-${count}`
  const [sport, state] = random.pick(sportsOf())
  await server.call('PUT', `/v1/matches/${match}`, { sport, home: { name: 'Reds' }, away: { name: 'Blues' } })
  await server.call('POST', `/v1/matches/${match}/events`, { id: 'g1', type: 'note', text: 'here' })
  return { random, match, state }
}

const references = new Map<string, object>()

/** The schema at a place of the document: the same one each time, which Ajv compiles once. */
function schemaAt(place: string): object {
  const known = references.get(place) ?? { $ref: `document${place}` }
  references.set(place, known)
  return known
}

function isOf(schema: object, value: unknown): boolean {
  return ajv.validate(schema, value)
}

/** A value of the schema, as Ajv reads it too. */
function sampleOf(schema: Schema, absolute: object, random: SeededRandom): unknown {
  for (let tries = 0; tries < 50; tries += 1) {
    const value = sample(schema, { random, resolve: componentAt })
    if (isOf(absolute, value)) return value
  }
  throw new Error(`no value was found of ${JSON.stringify(schema).slice(0, 200)}`)
}

function eventOf({ random, state }: World): { readonly event: object; readonly schema: object } {
  const ref = random.pick(Object.values(eventsOf(state)))
  const schema = schemaAt(ref)
  count += 1
  const { clock: _, ...event } = sampleOf(componentAt(ref), schema, random) as { readonly clock?: unknown }
  return { event: { ...event, id: `e${count}` }, schema }
}

/** A body that the document allows, and the schema that says so; undefined for a call without one. */
function bodyOf({ operation, path, method }: Call, world: World): { body: unknown; schema: object } | undefined {
  const content = operation.requestBody?.content
  if (content === undefined) return undefined
  const { random, match } = world
  const events = () => Array.from({ length: 1 + random.int(3) }, () => eventOf(world).event)
  switch (operation.operationId) {
    case 'postEvents': {
      const { event, schema } = eventOf(world)
      return random.chance(0.7) ? { body: event, schema } : { body: events(), schema: {} }
    }
    case 'putTimeline':
      return { body: events(), schema: {} }
    case 'postLines':
      return {
        body: events()
          .map((event) => `${JSON.stringify({ match, ...event })}\n`)
          .join(''),
        schema: {},
      }
    case 'putEvent': {
      const { event, schema } = eventOf(world)
      return { body: { ...event, id: 'g1' }, schema }
    }
    default: {
      const place = ['paths', path, method.toLowerCase(), 'requestBody', 'content', JSON_TYPE, 'schema']
      const pointer = place.map((key) => encodeURIComponent(key.replaceAll('/', '~1'))).join('/')
      const schema = schemaAt(`#/${pointer}`)
      const body = sampleOf((content[JSON_TYPE] as { schema: Schema }).schema, schema, random)
      return { body: withoutFormat(body, world), schema }
    }
  }
}

/** A match keeps its sport; and what a format may be depends on it, which its own test holds. */
function withoutFormat(body: unknown, { state }: World): unknown {
  if (typeof body !== 'object' || body === null || !('sport' in body)) return body
  const { format: _, ...rest } = body as { readonly format?: unknown; readonly sport: string }
  return { ...rest, sport: sportsOf().find(([, name]) => name === state)?.[0] }
}

function queryOf({ operation }: Call, random: SeededRandom): string {
  const given = (operation.parameters ?? [])
    .filter((parameter) => parameter.in === 'query' && random.chance(0.5))
    .filter(({ name }) => !OPAQUE.has(`${operation.operationId}.${name}`))
    .map(({ name, schema }) => [name, String(sample(schema as Schema, { random, resolve: componentAt }))])
  return given.length === 0 ? '' : `?${new URLSearchParams(given as [string, string][])}`
}

async function send(call: Call, world: World, query: string, body: unknown): Promise<{ status: number; text: string }> {
  const address = call.path
    .replace('{matchId}', world.match)
    .replace('{eventId}', 'g1')
    .replace('{name}', 'football')
    .replace('{board}', 'sport:football')
  const isText = typeof body === 'string' && call.operation.operationId === 'postLines'
  const type = isText ? 'application/x-ndjson' : JSON_TYPE
  const response = await fetch(`${server.url}${address}${query}`, {
    method: call.method,
    ...(body !== undefined && {
      headers: { 'content-type': type },
      body: isText ? body : JSON.stringify(body),
    }),
  })
  return { status: response.status, text: await response.text() }
}

/** An answer that is a stream does not end. */
const isStream = ({ operation }: Call) => operation.responses['200']?.content?.['text/event-stream'] !== undefined

const calls = (): readonly Call[] =>
  Object.entries(document.paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
    )
    .filter((call) => !isStream(call))

/** Those of all calls at once, so that one run tells all of them. */
async function complaintsOf(
  judge: (call: Call, random: SeededRandom) => Promise<readonly (string | undefined)[]>,
): Promise<string[]> {
  const complaints: string[] = []
  for (const call of calls()) {
    await forSeeds(SEEDS, async (random, seed) => {
      const found = (await judge(call, random)).find((complaint) => complaint !== undefined)
      if (found) complaints.push(`${call.operation.operationId}, SEED=${seed}: ${found}`)
    })
  }
  return complaints
}

describe('[H3] /openapi.json is as strict as the server:', () => {
  it('no request that it allows is refused for its shape', async () => {
    const complaints = await complaintsOf(async (call, random) => {
      const world = await makeMatch(random)
      const made = bodyOf(call, world)
      const { status, text } = await send(call, world, queryOf(call, random), made?.body)
      const isWell = status < 500 && !/invalid-request|invalid-event/.test(text)
      return [isWell ? undefined : `${JSON.stringify(made?.body)} → ${status} ${text.slice(0, 500)}`]
    })
    expect(complaints).toEqual([])
  })

  it('whatever it does not allow is refused, and nothing makes the server fail', async () => {
    let refused = 0
    const complaints = await complaintsOf(async (call, random) => {
      const world = await makeMatch(random)
      const made = bodyOf(call, world)
      if (made === undefined || typeof made.body === 'string') return []
      const found: (string | undefined)[] = []
      for (const breakage of random.shuffle([...breakagesOf(made.body)]).slice(0, BREAKAGES)) {
        // An event of another type is read by another schema.
        if (breakage.path.at(-1) === 'type') continue
        // The address of a put has the id, too: the document lets a body leave it out.
        if (call.operation.operationId === 'putEvent' && breakage.path.join() === 'id') continue
        const body = broken(made.body, breakage)
        const { status, text } = await send(call, world, '', body)
        // A field that is null counts as left out.
        const mustRefuse = breakage.value !== null && !isOf(made.schema, body)
        if (mustRefuse) refused += 1
        // Of a list each element has an answer of its own.
        const isRefused = status >= 400 || text.includes('"rejected"')
        const isWell = status < 500 && (!mustRefuse || isRefused)
        if (!isWell) found.push(`${JSON.stringify(body).slice(0, 500)} → ${status} ${text.slice(0, 300)}`)
      }
      return found
    })
    expect(complaints).toEqual([])
    expect(refused).toBeGreaterThan(100)
  })

  it('a query that it does not allow is refused', async () => {
    const world = await makeMatch(seededRandom(1))
    const values = ['-1', '0x1', '1e2', '1.5', ' ', 'qwertz', 'x'.repeat(300), '%00', '99999999999999999999']
    for (const call of calls()) {
      for (const { name, in: place, schema } of call.operation.parameters ?? []) {
        if (place !== 'query' || call.method !== 'GET') continue
        for (const value of values) {
          const { status, text } = await send(call, world, `?${name}=${encodeURIComponent(value)}`, undefined)
          const read = /^\d+$/.test(value) ? Number(value) : value
          const said = `${call.operation.operationId} ?${name}=${value} → ${status} ${text.slice(0, 300)}`
          expect(status, said).toBeLessThan(500)
          if (!isOf(schema, read) && !isOf(schema, value)) expect(status, said).toBe(400)
        }
      }
    }
  })
})
