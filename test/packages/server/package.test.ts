import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { buildServer } from '../../../packages/server/build.ts'
import { spawnReady } from '../../support/process.ts'
import { buildFolder, installPacked, packedFiles, type Stranger } from '../packed.ts'
import { node } from '../runtime.ts'

let built: Awaited<ReturnType<typeof buildFolder>>
let stranger: Stranger

beforeAll(async () => {
  built = await buildFolder()
  await buildServer(built.folder)
  stranger = await installPacked(built.folder)
})
afterAll(async () => {
  await stranger?.remove()
  await built?.remove()
})

const command = () => join(stranger.folder, 'node_modules/.bin/touchline')

/** `npx touchline`, with a folder of its own for its data. */
async function start(...before: readonly string[]) {
  const [program = command(), ...args] = [...before, command()]
  const server = await spawnReady(program, args, {
    ready: /(http:\/\/(?:localhost|127\.0\.0\.1):\d+)/,
    cwd: stranger.folder,
    env: { PORT: '0', DATA_DIR: join(stranger.folder, `data-${before.length}`), DRAIN_MS: '0' },
  })
  onTestFinished(() => server.stop())
  return { ...server, url: server.match[1] ?? '' }
}

describe('the package touchline', () => {
  it('has JavaScript, migrations, fixtures and built pages, and no sources, tests or tools', async () => {
    const files = await packedFiles(built.folder)
    expect(files).toEqual(
      expect.arrayContaining([
        'bin/touchline.js',
        'src/main.js',
        'migrations/sqlite/0001-matches.sql',
        'README.md',
        'LICENSE',
      ]),
    )
    expect(files.some((path) => /^dist\/pages\/published\/assets\/main-\w+\.js\.br$/.test(path))).toBe(true)
    expect(files.filter((path) => /\.ts$|\.test\.|^src\/docs|^test|^bench/.test(path))).toEqual([])
    await expect(access(join(stranger.folder, 'node_modules/esbuild'))).rejects.toThrow()
  })

  it('gives `npm publish` nothing to complain of', async () => {
    const said = await stranger.run('npm', 'publish', '--dry-run', join(stranger.folder, 'node_modules/touchline'))
    expect(said.split('\n').filter((line) => /npm warn/i.test(line) && !line.includes('logged in'))).toEqual([])
  })

  it('starts a server that takes a match, shows it, and ends by SIGTERM', async () => {
    const server = await start()
    const call = (method: string, path: string, body: object) =>
      fetch(`${server.url}/v1/matches/${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const teams = { home: { name: 'Rovers' }, away: { name: 'United' } }
    expect((await call('PUT', 'derby', { sport: 'football', ...teams })).status).toBe(201)
    expect((await call('POST', 'derby/events', { id: 'g', type: 'goal', team: 'home' })).status).toBe(201)
    const page = await (await fetch(`${server.url}/match/derby`)).text()
    expect(page).toContain('Rovers')
    const script = /src="([^"]+\.js)"/.exec(page)?.[1] ?? ''
    expect((await fetch(new URL(script, server.url))).status).toBe(200)
    await server.kill('SIGTERM')
    expect((await server.exited).code).toBe(0)
  })

  it('runs the other commands', async () => {
    const server = await start()
    const fixture = join(stranger.folder, 'node_modules/touchline/fixtures/var-drama.ndjson')
    const said = await stranger.run(command(), 'replay', fixture, '--speed', '100000', '--url', server.url)
    expect(said).toContain('→')
    expect(await stranger.run(command(), '--version')).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(await stranger.run(command(), '--help')).toContain('touchline replay')
  })

  it('starts the Node that was installed along where that of the host is too old', async () => {
    const server = await start(await node('20')())
    expect((await fetch(`${server.url}/livez`)).status).toBe(200)
  })

  it('names its commands to who gives a wrong one', async () => {
    await expect(stranger.run(command(), 'sing')).rejects.toThrow(/no command sing[\s\S]*touchline demo/)
  })
})
