import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, preview } from 'vite'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { launchBrowser } from '../../support/chromium.ts'
import { startTestServer } from '../../support/start-server.ts'
import { clientsStranger } from '../built-client.ts'
import type { Stranger } from '../packed.ts'

const page = readFileSync(new URL('../../../docs/quickstart-web.md', import.meta.url), 'utf8')
const readme = readFileSync(new URL('../../../packages/client/README.md', import.meta.url), 'utf8')

/** Those of the template `react-ts` of `npm create vite@9.3.0`, and stricter: libraries are checked, and all that is strict. */
const COMPILER_OPTIONS = {
  target: 'es2023',
  lib: ['ES2023', 'DOM'],
  module: 'esnext',
  types: [],
  allowArbitraryExtensions: true,
  skipLibCheck: false,
  moduleResolution: 'bundler',
  allowImportingTsExtensions: true,
  verbatimModuleSyntax: true,
  moduleDetection: 'force',
  noEmit: true,
  jsx: 'react-jsx',
  noUnusedLocals: true,
  noUnusedParameters: true,
  erasableSyntaxOnly: true,
  noFallthroughCasesInSwitch: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
}

let stranger: Stranger
beforeAll(async () => {
  stranger = await clientsStranger()
})
afterAll(() => stranger?.remove())

describe('docs/quickstart-web.md and the README of the package', () => {
  it('have blocks of TypeScript that each compile', async () => {
    const blocks = [page, readme].flatMap((text) => [...text.matchAll(/```(tsx?)\n([\s\S]*?)```/g)])
    expect(blocks.length).toBeGreaterThanOrEqual(5)
    const files: string[] = []
    for (const [index, [, kind = '', code = '']] of blocks.entries()) {
      const name = `block-${index}.${kind}`
      // A second block may go on from the first, which stands above it.
      const isWhole = /^import/m.test(code)
      const before =
        'import { createClient } from "@touchline/client"\nconst match = createClient({ url: "x:" }).subscribe("m")\n'
      await stranger.write(name, isWhole ? code : `${before}${code}`)
      files.push(name)
    }
    await stranger.write('tsconfig.json', JSON.stringify({ compilerOptions: COMPILER_OPTIONS, files }))
    await stranger.compile('-p', '.')
  })

  it('have a program of React that Vite builds and a browser shows, live', async () => {
    const server = await startTestServer()
    const goal = (id: string) =>
      server.call('POST', '/v1/matches/derby/events', { id, type: 'goal', team: 'home', player: `Ann ${id}` })
    await server.call('PUT', '/v1/matches/derby', {
      sport: 'football',
      home: { name: 'Reds' },
      away: { name: 'Blues' },
    })
    await goal('1')

    const [, app = ''] = /`App\.tsx`, in `src`, becomes\n\n```tsx\n([\s\S]*?)```/.exec(page) ?? []
    await stranger.write('App.tsx', app.replace('http://localhost:8080', server.url).replace('"ID"', '"derby"'))
    const main = `import { createRoot } from 'react-dom/client'\nimport App from './App.tsx'\ncreateRoot(document.getElementById('root')!).render(<App />)\n`
    await stranger.write('main.tsx', main)
    await stranger.write('index.html', '<div id="root"></div><script type="module" src="/main.tsx"></script>')
    const project = { compilerOptions: COMPILER_OPTIONS, files: ['main.tsx'] }
    await stranger.write('tsconfig.json', JSON.stringify(project))
    await stranger.compile('-p', '.')
    const vite = { root: stranger.folder, logLevel: 'warn' as const, build: { outDir: join(stranger.folder, 'dist') } }
    await build(vite)
    const site = await preview({ ...vite, preview: { port: 0 } })
    onTestFinished(() => site.close())

    const browser = await launchBrowser()
    onTestFinished(() => browser.close())
    const tab = await browser.newPage()
    await tab.goto(site.resolvedUrls?.local[0] ?? '')
    await tab.getByText('Reds 1–0 Blues Ann 1').waitFor()
    await goal('2')
    await tab.getByText('Reds 2–0 Blues Ann 1 Ann 2').waitFor()
  })
})
