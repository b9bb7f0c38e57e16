import { Ajv2020 } from 'ajv/dist/2020.js'
import Fastify from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { beforeAll, describe, expect, it } from 'vitest'
import { sportReads } from '../../src/reads/sport-reads.ts'
import { schemasOf } from '../../src/sports/contract/schemas/sport-schemas.ts'
import { sports } from '../../src/sports/registry.ts'
import { useServer } from '../http/use-server.ts'

const server = useServer()
const names = [...sports.keys()]

describe('GET /v1/sports', () => {
  it('lists every sport with its schemas', async () => {
    const { status, body } = await server.api.get('/v1/sports')
    expect(status).toBe(200)
    expect(body).toEqual({ sports: [...sports.values()].map(schemasOf) })
  })

  it('describes what the server takes and gives', async () => {
    const { body } = await server.api.get('/v1/sports/football')
    const ajv = new Ajv2020({ strict: true, formats: { 'date-time': true } })
    // Ours: the type is shown and changes nothing.
    ajv.addKeyword('x-display-only')
    const [format, goal, state] = [body.format, body.events.goal, body.state].map((schema) => ajv.compile(schema))
    const fixture = { preset: 'cup', maxSubs: 6 }
    const event = { id: 'g1', type: 'goal', team: 'home', player: 'Messi', clock: '45+2' }
    expect([format?.(fixture), goal?.(event), goal?.({ ...event, team: 'both' })]).toEqual([true, true, false])
    const match = await server.api.createMatch({ sport: 'football', format: fixture })
    await server.api.post(`/v1/matches/${match}/events`, event)
    const { state: shown } = (await server.api.get(`/v1/matches/${match}`)).body
    state?.(shown)
    expect(state?.errors).toBeNull()
    expect((await server.api.post(`/v1/matches/${match}/events`, { ...event, id: 'g2', team: 'both' })).status).toBe(
      400,
    )
  })

  it.each(['/v1/sports', '/v1/sports/tennis'])('may keep %s for a day, and is 304 for who has it', async (path) => {
    const { headers } = await server.api.get(path)
    // Weak, because the answer came compressed; without a body it is the strong one.
    const etag = (headers.get('etag') ?? '').replace(/^W\//, '')
    expect(etag).toMatch(/^"[\w-]+"$/)
    expect(headers.get('cache-control')).toBe('public, max-age=86400, must-revalidate')
    const again = await server.api.get(path, { 'if-none-match': etag })
    expect({ status: again.status, text: again.text, etag: again.headers.get('etag') }).toEqual({
      status: 304,
      text: '',
      etag,
    })
    expect((await server.api.get(path, { 'if-none-match': '"other"' })).status).toBe(200)
  })

  it('has one ETag for as long as nothing changes, whichever replica is asked, and another for each sport', async () => {
    const replica = Fastify().setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler)
    await replica.register(sportReads)
    const etags = await Promise.all(
      ['', ...names.map((name) => `/${name}`)].map(async (name) => {
        const path = `/v1/sports${name}`
        const etag = (await server.api.get(path)).headers.get('etag')?.replace(/^W\//, '')
        expect((await replica.inject(path)).headers.etag).toBe(etag)
        return etag
      }),
    )
    expect(new Set(etags).size).toBe(names.length + 1)
  })
})

describe('GET /v1/sports/{name}', () => {
  let listed: readonly { readonly name: string }[]
  beforeAll(async () => {
    listed = (await server.api.get('/v1/sports')).body.sports
  })

  it.each(names)('is %s as the list has it', async (name) => {
    const one = await server.api.get(`/v1/sports/${name}`)
    expect(one.status).toBe(200)
    expect(one.body).toEqual(listed.find((sport) => sport.name === name))
  })

  it.each(['curling', 'Football', '__proto__', '%20'])('is 404 for %s, and says which there are', async (name) => {
    const { status, body } = await server.api.get(`/v1/sports/${name}`)
    expect({ status, code: body.code }).toEqual({ status: 404, code: 'sport-not-found' })
    expect(body.detail).toContain('football')
  })
})
