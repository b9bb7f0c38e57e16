import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { FastifyInstance } from 'fastify'
import { beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer, uniqueMatch } from '../support/start-server.ts'
import { SECRET, signToken } from './sign-token.ts'

/** What anybody may read of a server whose viewers have tokens: nothing of it is of a match. The two sockets ask for the token themselves. */
const OPEN = [
  '/assets/* 404',
  '/asyncapi.json 200',
  '/docs 200',
  '/docs/* 404',
  '/favicon.ico 200',
  '/livez 200',
  '/metrics 200',
  '/openapi.json 200',
  '/readyz 200',
  '/robots.txt 200',
  '/v1/feed 426',
  '/v1/live 426',
  '/v1/sports 200',
  '/v1/sports/:name 200',
]

/** Starts a server and writes down each route as it is registered. */
async function startWithRoutes() {
  const paths = new Set<string>()
  const watch = (message: unknown) => {
    const { fastify } = message as { readonly fastify: FastifyInstance }
    fastify.addHook('onRoute', ({ method, url }) => {
      if ([method].flat().some((each) => each === 'GET' || each === 'HEAD')) paths.add(url)
    })
  }
  subscribe('fastify.initialization', watch)
  try {
    const server = await startTestServer({ VIEWER_AUTH: 'jwt', JWT_SECRET: SECRET })
    return { server, paths: [...paths] }
  } finally {
    unsubscribe('fastify.initialization', watch)
  }
}

let server: TestServer
let paths: readonly string[]
// One for both: a server computes for seconds to make the documents, which both read.
beforeAll(async () => {
  ;({ server, paths } = await startWithRoutes())
  return server.close
})

/** An address of the route, of things that exist. */
function addressOf(path: string, match: string): string {
  const values: Record<string, string> = {
    matchId: match,
    board: 'competition:cup',
    name: 'football',
    day: '2026-11-28',
  }
  return path.replaceAll(/:(\w+)/g, (_, name: string) => values[name] ?? 'x').replace('*', 'x')
}

it('[W21] each route that can be read refuses whoever has no token, but those that tell nothing of a match', async () => {
  const match = uniqueMatch('secret')
  const fixture = { sport: 'football', competition: 'cup', home: { name: 'Hidden Reds' }, away: { name: 'Blues' } }
  expect((await server.call('PUT', `/v1/matches/${match}`, fixture)).status).toBe(201)
  const open: string[] = []
  let refused = 0
  for (const path of paths) {
    const response = await fetch(server.url + addressOf(path, match))
    const text = await response.text()
    if (response.status === 401) refused += 1
    expect(path + text).not.toMatch(/Hidden|secret-/)
    if (response.status !== 401 && response.status !== 403) open.push(`${path} ${response.status}`)
  }
  expect(open.sort()).toEqual(OPEN)
  expect(paths).toEqual(expect.arrayContaining(['/v1/matches', '/v1/boards/:board', '/v1/sse', '/match/:matchId']))
  const figures = await (await fetch(`${server.url}/metrics`)).text()
  expect(figures.split('\n')).toContain(`touchline_viewer_token_refusals_total{status="401"} ${refused}`)

  // They are there, for whoever has a token.
  const headers = { authorization: `Bearer ${await signToken({ matches: ['*'] })}` }
  for (const path of ['/v1/matches/:matchId', '/v1/boards/:board']) {
    const response = await fetch(server.url + addressOf(path, match), { headers })
    expect([path, response.status, await response.text()]).toEqual([path, 200, expect.stringContaining(match)])
  }
})

it('[H3] /openapi.json has each route that can be read, but the two sockets, which /asyncapi.json has', async () => {
  const document = (await server.call('GET', '/openapi.json')).body
  const described = Object.entries(document.paths as Record<string, object>).flatMap(([path, calls]) =>
    'get' in calls ? [path] : [],
  )
  const read = paths.filter((path) => path.startsWith('/v1/') && !['/v1/live', '/v1/feed'].includes(path))
  expect(described.sort()).toEqual(read.map((path) => path.replaceAll(/:(\w+)/g, '{$1}')).sort())
})
