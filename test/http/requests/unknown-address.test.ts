import { describe, expect, it } from 'vitest'
import { useServer } from '../use-server.ts'

const server = useServer()
const ask = (method: string, path: string, init: RequestInit = {}) =>
  fetch(server.url + path, { method, redirect: 'manual', ...init })

describe('[H10] a known path with a method it does not take', () => {
  it.each([
    ['POST', '/v1/matches', 'GET, HEAD'],
    ['PATCH', '/v1/matches/m1', 'DELETE, GET, HEAD, PUT'],
    ['PUT', '/v1/matches/m1/events', 'GET, HEAD, POST'],
    ['OPTIONS', '/v1/matches/m1/events', 'GET, HEAD, POST'],
    ['PATCH', '/v1/matches/m1/events/g%2F1', 'DELETE, PUT'],
    ['GET', '/v1/matches/m1/timeline', 'PUT'],
    ['GET', '/v1/events', 'POST'],
    ['POST', '/v1/live', 'GET'],
    ['POST', '/openapi.json', 'GET, HEAD'],
  ])('%s %s is 405, and Allow says %s', async (method, path, allow) => {
    const answer = await ask(method, path)
    expect({ status: answer.status, allow: answer.headers.get('allow') }).toEqual({ status: 405, allow })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({ code: 'method-not-allowed', detail: expect.stringContaining(allow) })
  })

  it('is 405 whatever its body is', async () => {
    const answer = await ask('POST', '/v1/matches', { body: '<goal/>', headers: { 'content-type': 'text/xml' } })
    expect(answer.status).toBe(405)
  })

  it.each(['/v1', '/v1/matches/m1/nothing', '/nothing', '/assets/nothing.js'])('%s is not known: 404', async (path) => {
    const answer = await ask('GET', path)
    expect({ status: answer.status, allow: answer.headers.get('allow') }).toEqual({ status: 404, allow: null })
    expect(await answer.json()).toMatchObject({ code: 'not-found' })
  })
})

it('[H10] a browser at an unknown address is shown a page of the site with ways on, a program a problem', async () => {
  const asBrowser = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } }
  for (const path of ['/nothing', '/match/a%20b', '/date/today', '/competition/', '/competition/%20%00']) {
    const page = await ask('GET', path, asBrowser)
    expect(page.status, path).toBe(404)
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe')
    const html = await page.text()
    expect(html).toContain('<title>Page not found · Touchline</title>')
    expect(html).toContain('<a class="brand" href="/">')
    expect(html).toContain('action="/search"')
    expect(html).toContain('<link rel="stylesheet" href="/assets/page-')
    expect(html).not.toContain('<script')
    const head = await ask('HEAD', path, asBrowser)
    expect([head.status, head.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
  }
  expect((await ask('GET', '/v1/nothing', asBrowser)).headers.get('content-type')).toBe('application/problem+json')
})

describe('[H10] a slash at the end', () => {
  it.each([
    ['GET', '/v1/matches/?limit=2&sport=tennis', '/v1/matches?limit=2&sport=tennis'],
    ['GET', '/v1/matches/m1/', '/v1/matches/m1'],
    ['HEAD', '/v1/sports//', '/v1/sports'],
    ['POST', '/v1/events/', '/v1/events'],
    ['GET', '/match/m1/', '/match/m1'],
  ])('%s %s redirects to %s', async (method, path, location) => {
    const answer = await ask(method, path)
    expect({ status: answer.status, location: answer.headers.get('location') }).toEqual({ status: 308, location })
  })

  it('redirects a write with its method and its body', async () => {
    const match = await server.api.createMatch()
    const lines = `${JSON.stringify({ match, id: 'c', type: 'corner' })}\n`
    const headers = { 'content-type': 'application/x-ndjson' }
    const answer = await ask('POST', '/v1/events/', { body: lines, headers, redirect: 'follow' })
    expect({ status: answer.status, result: await answer.json() }).toMatchObject({
      status: 200,
      result: { match, status: 'applied' },
    })
  })

  it.each(['//other.example/', '/nothing/', '/%2F%2Fother.example/'])('does not redirect %s', async (path) => {
    expect((await ask('GET', path)).status).toBe(404)
  })
})
