import { readdir, readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtClient } from '../built-client.ts'
import { installPacked, packedFiles, type Stranger } from '../packed.ts'

let built: URL
let stranger: Stranger

beforeAll(async () => {
  built = await builtClient()
  stranger = await installPacked(built)
})
afterAll(async () => {
  await stranger?.remove()
})

describe('@touchline/client', () => {
  it('has modules, types, readme and licence, and nothing else: no sources, no tests', async () => {
    const files = await packedFiles(built)
    expect(files).toEqual(
      expect.arrayContaining([
        'index.js',
        'element.js',
        'feed.js',
        'react.js',
        'shared.js',
        'shared-worker.js',
        'README.md',
        'LICENSE',
        'package.json',
      ]),
    )
    expect(
      files.filter(
        (path) => !/^(?:(?:shared\/)?[\w-]+\.js|types\/.+\.d\.ts|README\.md|LICENSE|package\.json)$/.test(path),
      ),
    ).toEqual([])
  })

  it('brings no other package', async () => {
    const installed = await readdir(`${stranger.folder}/node_modules`)
    expect(installed.filter((name) => !name.startsWith('.'))).toEqual(['@touchline'])
  })

  it('has the version of the repository', async () => {
    const manifest = JSON.parse(await readFile(new URL('package.json', built), 'utf8'))
    const repository = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8'))
    expect(manifest.version).toBe(repository.version)
    expect(manifest).not.toHaveProperty('private')
  })

  it('gives `npm publish` nothing to complain of', async () => {
    const folder = `${stranger.folder}/node_modules/@touchline/client`
    const said = await stranger.run('npm', 'publish', '--dry-run', '--offline', '--access', 'public', folder)
    const warnings = said
      .split('\n')
      .filter((line) => /npm warn/i.test(line) && !line.includes('requires you to be logged in'))
    expect(warnings).toEqual([])
  })

  it('is at most 10 KB compressed where a page bundles the client alone', async () => {
    const { outputFiles, metafile } = await build({
      stdin: {
        contents: "import { createClient } from '@touchline/client'\nglobalThis.client = createClient()",
        resolveDir: stranger.folder,
      },
      bundle: true,
      minify: true,
      format: 'esm',
      // What stands in for WebSocket is loaded by those who need it.
      splitting: true,
      outdir: 'out',
      metafile: true,
      write: false,
    })
    const sizeOf = (path: string) => {
      const file = outputFiles.find((each) => each.path.endsWith(path))
      return gzipSync(file?.contents ?? Buffer.alloc(0)).byteLength
    }
    const loaded = new Set<string>()
    const load = (path: string) => {
      if (loaded.has(path)) return
      loaded.add(path)
      for (const { path: next, kind } of metafile.outputs[path]?.imports ?? [])
        if (kind !== 'dynamic-import') load(next)
    }
    load('out/stdin.js')
    const size = [...loaded].reduce((sum, path) => sum + sizeOf(path), 0)
    expect(size).toBeGreaterThan(1_000)
    expect(size).toBeLessThanOrEqual(10_240)
    // All of it, for who bundles it into one file.
    expect(Object.keys(metafile.outputs).reduce((sum, path) => sum + sizeOf(path), 0)).toBeLessThanOrEqual(19_456)
  })

  it('leaves out what a page does not import', async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: "import { clockMs } from '@touchline/client'\nglobalThis.ms = clockMs",
        resolveDir: stranger.folder,
      },
      bundle: true,
      minify: true,
      format: 'esm',
      write: false,
    })
    expect(outputFiles[0]?.contents.byteLength).toBeLessThan(2_000)
  })
})

describe('the types of @touchline/client', () => {
  const frameworks = ['@types/react@19', 'preact@11', 'vue@3', 'svelte@5']
  beforeAll(() => stranger.run('npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', ...frameworks))

  const check = async (text: string, options: readonly string[]) => {
    await stranger.write('use.ts', text)
    return stranger.compile(
      ...['--noEmit', '--strict', '--types', '', '--target', 'es2022', '--lib', 'es2022,dom', ...options, 'use.ts'],
    )
  }
  const narrowing = `
    import { createClient, unknownSport, type SportState } from '@touchline/client'
    const match = createClient({ url: 'https://scores.example' }).subscribe('m')
    const show = (state: SportState): string => {
      const newer = unknownSport(state)
      if (newer) return newer.scoreline.home.main
      switch (state.sport) {
        case 'cricket': return Object.values(state.detail.innings).map(({ runs, wickets }) => runs / wickets).join()
        case 'tennis': return state.detail.sets.map(({ home, away }) => home + away).join()
        case 'football': return state.detail.scorers.map(({ player }) => player ?? '?').join()
        default: return state.scoreline.away.main
      }
    }
    match.on('change', ({ state }) => state && show(state))
    match.on('update', (update) => {
      if (update.sport !== 'football' || update.message.event?.type !== 'card') return
      const card: 'yellow' | 'second_yellow' | 'red' = update.message.event.card
      console.log(card, update.after.detail.redCards.home)
    })
    // @ts-expect-error A sport has no detail of another.
    match.on('change', ({ state }) => { if (state?.sport === 'tennis') console.log(state.detail.innings) })
    const sides = (state: import('@touchline/client').MatchState): readonly import('@touchline/client').Side[] => Object.keys(state.scoreline) as never
    match.on('change', ({ state }) => state && sides(state))
    // @ts-expect-error No such sport.
    match.on('change', ({ state }) => state?.sport === 'quidditch')
  `

  it.each([
    ['a bundler', ['--module', 'esnext', '--moduleResolution', 'bundler']],
    ['Node', ['--module', 'nodenext', '--moduleResolution', 'nodenext', '--exactOptionalPropertyTypes']],
  ])('narrow by the sport, for %s, libraries checked too', async (_, options) => {
    await check(narrowing, options)
  })

  it('type what the hooks give', async () => {
    const text = `
      import { useBoard, useMatch } from '@touchline/client/react'
      export function runs(match: string): number {
        const { state } = useMatch(match)
        return state?.sport === 'cricket' ? Object.values(state.detail.innings).length : 0
      }
      export const nothing: null | object = useMatch(null)
      export const rows: number = useBoard('sport:tennis').matches.length
      // @ts-expect-error It may be null.
      export const none = useMatch(null).state
    `
    await check(text, ['--module', 'nodenext', '--moduleResolution', 'nodenext', '--skipLibCheck'])
  })

  it('know the tags in React, Preact, Vue and Svelte, each by its own entry, libraries checked too', async () => {
    const detail = "CustomEvent<import('@touchline/client/element').ScoreChangeDetail>"
    const jsx = (framework: string, event: string) => `
      import '@touchline/client/element/${framework}'
      const tell = ({ detail }: ${detail}) => console.log(detail.scoreline.home.main)
      export const score = <touchline-score match="m" server="https://s" view="full" delay={30} ${event}={tell} />
      export const board = <touchline-board board="sport:tennis" limit={5} />
      // @ts-expect-error No such look.
      export const look = <touchline-score match="m" view="wide" />
      // @ts-expect-error A board has a name.
      export const name = <touchline-board board={5} />
    `
    await stranger.write('react.tsx', jsx('react', 'onscorechange'))
    await stranger.write('preact.tsx', `/** @jsxImportSource preact */${jsx('preact', 'onscorechange')}`)
    await stranger.write('vue.tsx', `/** @jsxImportSource vue */${jsx('vue', 'onScorechange')}`)
    const templates = `
      import '@touchline/client/element/vue'
      import '@touchline/client/element/svelte'
      import type { GlobalComponents } from 'vue'
      import type { SvelteHTMLElements } from 'svelte/elements'
      type Props = InstanceType<GlobalComponents['touchline-score']>['$props']
      export const vue: Props = { match: 'm', view: 'full', onScorechange: (event: ${detail}) => event.detail.match }
      export const svelte: SvelteHTMLElements['touchline-board'] = { board: 'sport:tennis', limit: 5, onscorechange: (event) => event.detail.match }
      // @ts-expect-error No such look.
      export const look: Props = { view: 'wide' }
      // @ts-expect-error A board has a name.
      export const name: SvelteHTMLElements['touchline-board'] = { board: 5 }
    `
    const options = ['--module', 'esnext', '--moduleResolution', 'bundler', '--exactOptionalPropertyTypes']
    await check(templates, [...options, '--jsx', 'react-jsx', 'react.tsx', 'preact.tsx', 'vue.tsx'])
  })

  it('type what a feed sends, by its sport if that is named', async () => {
    const text = `
      import type { CricketWicket, FootballEvent } from '@touchline/client'
      import { createFeedClient, GaveUp, type NewEvent, QueueFull, Refused } from '@touchline/client/feed'
      const feed = createFeedClient({ url: 'https://scores.example', key: 'k', via: 'socket', maxQueued: 10 })
      const goal: NewEvent<FootballEvent> = { type: 'goal', team: 'home', clock: '23:10' }
      const applied: Promise<number | undefined> = feed.add('m', goal).then(({ status, seq }) => status === 'applied' ? seq : 0)
      feed.putFixture({ match: 'm', sport: 'football', format: 'cup', startsAt: '2026-11-28T15:00:00Z', home: { name: 'A' }, away: { name: 'B' } })
      feed.send('m', { op: 'delete', id: 'g', reason: 'offside' })
      const catchers: string[] = ['Root', 'Stokes']
      const caught: NewEvent<CricketWicket> = { type: 'wicket', kind: 'caught', fielders: catchers }
      const followed: number | undefined = feed.follow('m').state?.score.home
      console.log(applied, followed, caught, [GaveUp, QueueFull, Refused].length)
      // @ts-expect-error A goal has a team.
      const nobodys: NewEvent<FootballEvent> = { type: 'goal' }
      // @ts-expect-error No such side.
      feed.add('m', { type: 'goal', team: 'both' })
      // @ts-expect-error An event has a type.
      feed.add('m', { team: 'home' })
    `
    await check(text, ['--module', 'nodenext', '--moduleResolution', 'nodenext'])
  })

  it('know the element', async () => {
    const text = `
      import '@touchline/client/element'
      const score = document.createElement('touchline-score')
      score.setAttribute('match', 'm')
      const typed: import('@touchline/client/element').TouchlineScore = score
      console.log(typed)
    `
    await check(text, ['--module', 'esnext', '--moduleResolution', 'bundler'])
  })
})

describe('the worker of all tabs', () => {
  it('is one file, for bundlers that only copy it', async () => {
    const text = await readFile(new URL('shared-worker.js', built), 'utf8')
    expect(text.match(/^(?:import|export)\b.*from|import\(/gm)).toBeNull()
  })
})

describe('the package in Node', () => {
  it('is imported without a DOM, and follows nothing until asked to', async () => {
    await stranger.write('use.js', "import { createClient } from '@touchline/client'\nconsole.log(typeof createClient)")
    expect(await stranger.run(process.execPath, 'use.js')).toBe('function\n')
  })
})
