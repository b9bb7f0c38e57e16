import { describe, expect, it } from 'vitest'
import { useServer } from '../use-server.ts'

const server = useServer()
const goal = { id: 'g', type: 'goal', team: 'home', revision: 3 }

describe('[H9] a whole number in a query', () => {
  it.each(['0x1', '1e2', '1.0', '+1', '-1', '%201', '1,2', 'x', '９', '9007199254740992'])(
    'is refused as %s on every route, in words that say what to send',
    async (text) => {
      const match = await server.api.createMatch()
      for (const [method, path, name] of [
        ['GET', `/v1/matches/${match}`, 'at'],
        ['GET', `/v1/matches/${match}/updates`, 'after'],
        ['GET', `/v1/matches/${match}/updates`, 'limit'],
        ['GET', '/v1/matches', 'limit'],
        ['DELETE', `/v1/matches/${match}/events/g`, 'revision'],
      ] as const) {
        const { status, body } = await server.api.send(method, `${path}?${name}=${text}`)
        expect({ path, name, status }).toEqual({ path, name, status: 400 })
        expect(body.code).toBe('invalid-request')
        expect(body.errors).toMatchObject([{ path: name, message: expect.stringMatching(/^must be a whole number/) }])
      }
    },
  )

  it('says its bounds', async () => {
    for (const limit of [0, 201]) {
      const { body } = await server.api.get(`/v1/matches?limit=${limit}`)
      expect(body.errors).toEqual([{ path: 'limit', message: 'must be a whole number from 1 to 200, in digits' }])
    }
    expect((await server.api.get('/v1/matches?limit=1&limit=2')).status).toBe(400)
  })

  it('may have zeros before it', async () => {
    expect((await server.api.get('/v1/matches?limit=007')).status).toBe(200)
  })
})

describe('[H9] a parameter without a value', () => {
  it('counts as left out: an empty revision deletes whatever stands', async () => {
    const match = await server.api.createMatch()
    await server.api.post(`/v1/matches/${match}/events`, goal)
    const { status, body } = await server.api.delete(`/v1/matches/${match}/events/g?revision=&reason=`)
    expect({ status, body }).toMatchObject({ status: 200, body: { status: 'applied', seq: 2 } })
    expect((await server.api.get(`/v1/matches/${match}`)).body.state.score).toEqual({ home: 0, away: 0 })
    expect((await server.api.get(`/v1/matches/${match}/updates`)).body.updates[1].correction).not.toHaveProperty(
      'reason',
    )
  })

  it('leaves reads as they are without it', async () => {
    const match = await server.api.createMatch()
    await server.api.post(`/v1/matches/${match}/events`, goal)
    const path = `/v1/matches/${match}`
    expect((await server.api.get(`${path}?at=`)).body).toEqual((await server.api.get(path)).body)
    expect((await server.api.get(`${path}/updates?after&limit=`)).body.updates).toHaveLength(1)
    expect((await server.api.get('/v1/matches?status=&sport=&competition=&date=&limit=&cursor=')).status).toBe(200)
  })
})

it('[H9] a parameter of a write that there is not is refused by name: it would be a wish that vanishes', async () => {
  const match = await server.api.createMatch()
  await server.api.post(`/v1/matches/${match}/events`, goal)
  const { status, body } = await server.api.delete(`/v1/matches/${match}/events/g?revison=3`)
  expect({ status, body }).toMatchObject({
    status: 400,
    body: { errors: [{ message: 'has what does not belong here: revison' }] },
  })
  expect((await server.api.get(`/v1/matches/${match}`)).body.state.score).toEqual({ home: 1, away: 0 })
})

describe('[H8] text in a query', () => {
  it('is cleaned as the text of a fixture is, and finds it', async () => {
    const match = await server.api.createMatch({ competition: 'Cup\u0000Final' })
    const { body } = await server.api.get('/v1/matches?competition=Cup%00Final&sport=football')
    expect(body.matches.map((found: { match: string }) => found.match)).toEqual([match])
    await server.api.post(`/v1/matches/${match}/events`, goal)
    await server.api.delete(`/v1/matches/${match}/events/g?reason=hand%0D%0Aball`)
    const { updates } = (await server.api.get(`/v1/matches/${match}/updates`)).body
    expect(updates[1].correction.reason).toBe('hand ball')
  })
})
