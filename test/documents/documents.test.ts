import { expect, it } from 'vitest'
import { makeDocuments } from '../../src/documents/make-documents.ts'
import { DOCS_POLICY } from '../../src/http/documents/docs-style.ts'
import { startTestServer } from '../support/start-server.ts'

/** What this thread computes, in µs, while it does something. */
async function cpuOf(run: () => Promise<unknown>): Promise<number> {
  const before = process.threadCpuUsage()
  await run()
  const { user, system } = process.threadCpuUsage(before)
  return user + system
}

it('the first who asks for /openapi.json does not hold the loop that serves viewers', async () => {
  const server = await startTestServer()
  const read = async (path: string) => (await fetch(`${server.url}${path}`)).text()
  await read('/livez')

  let text = ''
  const asked = await cpuOf(async () => {
    text = await read('/openapi.json')
  })
  let made = { openapi: '', docs: '' }
  const here = await cpuOf(async () => {
    made = await makeDocuments({
      hasFeeds: true,
      hasViewers: true,
      base: '',
      site: 'Touchline',
      hasPages: true,
      hasSign: true,
    })
  })

  expect(asked).toBeLessThan(here / 4)
  expect(text).toBe(made.openapi)
  expect(await read('/docs')).toBe(made.docs)
  const guides = [...made.docs.matchAll(/href="(\/docs\/[^"]+)"/g)].map(([, path = '']) => path)
  expect(guides).toContain('/docs/sports/README.md')
  for (const path of guides) expect(await read(path), path).toMatch(/^# /m)
  // Nothing else of the machine.
  for (const path of [
    '/docs/nosuch.md',
    '/docs/..%2fREADME.md',
    '/docs/sports%2f..%2f..%2fpackage.json',
    '/docs/protocol.md%2f..%2f..%2fpackage.json',
    '/docs/plots',
  ])
    expect((await fetch(server.url + path)).status, path).toBe(404)
  // A browser runs nothing of others in them, and takes them for nothing else.
  const headersOf = async (path: string) => Object.fromEntries((await fetch(server.url + path)).headers)
  expect(await headersOf('/docs')).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': DOCS_POLICY,
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  })
  for (const path of ['/docs', '/']) {
    expect(await headersOf(path), path).toMatchObject({
      'content-security-policy': expect.stringMatching(/default-src 'none'.*frame-ancestors/),
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    })
  }
  expect(await headersOf('/docs/protocol.md')).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
  })
  // Made once: the next who ask get the same bytes for less.
  expect(await cpuOf(() => read('/openapi.json'))).toBeLessThan(here / 10)
})

it('a gateway describes nothing that feeds send', async () => {
  const { openapi, docs } = await makeDocuments({ hasFeeds: false, hasViewers: true, base: '/live', site: 'Touchline' })
  const { paths, servers } = JSON.parse(openapi)
  expect(servers).toEqual([{ url: '/live' }])
  expect(Object.keys(paths)).toContain('/v1/sse')
  expect(Object.values(paths).flatMap((methods) => Object.keys(methods as object))).not.toContain('put')
  expect(docs).not.toContain('For feeds')
  expect(docs).toContain('href="/live/openapi.json"')
  // It was asked without pages: there is nothing to go back to.
  expect(docs).toContain('<header><p class="brand">Touchline</p></header>')
})
