import Fastify from 'fastify'
import { expect, it, onTestFinished } from 'vitest'
import { readAssets } from '../../src/web/asset-set.ts'
import { toBrowserModule } from '../../src/web/browser-module.ts'
import { webPages } from '../../src/web/web-pages.ts'

const assets = await readAssets()

function createApp() {
  const app = Fastify()
  app.register(webPages, { assets })
  onTestFinished(() => app.close())
  return app
}

it('gives the same page at / and at a match, under a policy that lets nothing in from elsewhere', async () => {
  const app = createApp()
  const home = await app.inject('/')
  expect(home.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(home.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
  expect(home.headers['content-security-policy']).not.toContain('unsafe')
  expect((await app.inject('/match/m1')).body).toBe(home.body)
})

it('names only assets that exist, each to be kept for ever under its version', async () => {
  const app = createApp()
  const { body } = await app.inject('/')
  const urls = [...body.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, url = '']) => url)
  expect(urls.length).toBeGreaterThan(20)
  for (const url of new Set(urls)) {
    const answer = await app.inject(url)
    expect(answer.statusCode, url).toBe(200)
    expect(answer.headers['cache-control']).toContain('immutable')
  }
})

it('gives the SDK at an address that stays, for pages of any origin', async () => {
  const answer = await createApp().inject('/assets/client/index.js')
  expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8')
  expect(answer.headers['access-control-allow-origin']).toBe('*')
  expect(answer.headers['cache-control']).toBe('no-cache')
})

it('answers 304 to who has it already, also through a proxy that compressed it', async () => {
  const app = createApp()
  const { headers } = await app.inject('/assets/client/index.js')
  for (const etag of [headers.etag, `W/${headers.etag}`, `"other", ${headers.etag}`]) {
    const answer = await app.inject({ url: '/assets/client/index.js', headers: { 'if-none-match': String(etag) } })
    expect(answer.statusCode).toBe(304)
    expect(answer.body).toBe('')
  }
})

it('gives nothing else of the source, and no other path', async () => {
  const app = createApp()
  for (const path of ['config.js', 'config.ts', 'client/index.ts', '../package.json', '%2e%2e/package.json', '']) {
    expect((await app.inject(`/assets/${path}`)).statusCode, path).toBe(404)
  }
})

it('gives an asset of another version too, uncached: replicas are replaced one by one', async () => {
  const answer = await createApp().inject('/assets/v-0123456789ab/client/index.js')
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['cache-control']).toBe('no-cache')
})

it('lets browsers import only what they can have', () => {
  for (const [path, { body, contentType }] of assets.files) {
    if (!contentType.startsWith('text/javascript')) continue
    for (const [, specifier = ''] of body.toString().matchAll(/\bfrom\s*'([^']+)'/g)) {
      const target = new URL(specifier, `http://x/${path}`).pathname.slice(1)
      expect(assets.files.has(target), `${path} imports ${specifier}`).toBe(true)
    }
  }
})

it('takes the types away and leaves every line where it was', () => {
  const source =
    "import type { A } from './a.ts'\nimport { b } from '../b.ts'\nexport const c = (x: number): A => b(x)\n"
  expect(toBrowserModule(source)).toBe("\nimport { b } from '../b.js'\nexport const c = (x        )    => b(x)\n")
  expect(toBrowserModule("const d = () => import('./d.ts')")).toBe("const d = () => import('./d.js')")
  expect(() => toBrowserModule('enum E { A }')).toThrow(SyntaxError)
})
