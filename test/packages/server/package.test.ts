import { execFile } from 'node:child_process'
import { access, chmod, mkdir, readdir, readFile, rename, symlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { makeRelease } from '../../../packages/release/release.ts'
import { buildServer } from '../../../packages/server/build.ts'
import { spawnReady } from '../../support/process.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import { buildFolder, installPacked, packedFiles, type Stranger } from '../packed.ts'
import { node, platform } from '../runtime.ts'

let built: Awaited<ReturnType<typeof buildFolder>>
let stranger: Stranger

beforeAll(async () => {
  built = await buildFolder()
  await buildServer(built.folder)
  // The optional dependency is a Node of 190 MB, which is installed here already.
  stranger = await installPacked(built.folder, '--omit=optional')
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
    env: { PORT: '0', DATA_DIR: await temporaryDirectory(), DRAIN_MS: '0' },
  })
  onTestFinished(() => server.stop())
  return { ...server, url: server.match[1] ?? '' }
}

async function readManifest(path: URL | string): Promise<{ readonly optionalDependencies?: object }> {
  return JSON.parse(await readFile(path, 'utf8'))
}

describe('the package touchline', () => {
  it('has JavaScript, migrations, fixtures, configurations to deploy it and built pages, and no sources, tests or tools', async () => {
    const files = await packedFiles(built.folder)
    expect(files).toEqual(
      expect.arrayContaining([
        'bin/touchline.js',
        'src/main.js',
        'migrations/sqlite/0001-matches.sql',
        'deploy/systemd/touchline@.service',
        'docs/protocol.md',
        'README.md',
        'LICENSE',
      ]),
    )
    expect(files.some((path) => /^dist\/pages\/published\/assets\/main-\w+\.js\.br$/.test(path))).toBe(true)
    // Alarms come with their cases, for whoever changes them.
    const foreign = files.filter((path) => /\.ts$|\.test\.|^src\/docs|^test|^bench/.test(path))
    expect(foreign).toEqual(['deploy/prometheus/alerts.test.yml'])
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

  it.each([
    ['start', 'starts the server'],
    ['demo', 'npx touchline demo [--port'],
    ['replay', 'npx touchline replay FILE'],
    ['follow', 'npx touchline follow URL|FILE'],
    ['feeds', 'npx touchline feeds create NAME'],
    ['matches', 'npx touchline matches purge FILTER'],
    ['migrate', 'npx touchline migrate'],
    ['doctor', 'looks at the configuration'],
    ['redis-acl', 'rules that a user of Redis needs'],
    ['backup', 'npx touchline backup FILE'],
  ])('says how %s is used, and does nothing, when asked for help', async (name, usage) => {
    const said = await stranger.run(command(), name, '--help')
    expect(said).toContain(usage)
    expect(said).not.toMatch(/npm run|Unknown option/)
  })

  it('starts the Node that was installed along where that of the host is too old', async () => {
    const name = `node-${platform}`
    const [wanted, ours] = await Promise.all([new URL('package.json', built.folder), 'package.json'].map(readManifest))
    expect(wanted?.optionalDependencies).toHaveProperty(name, expect.stringMatching(/^24\./))
    expect(wanted?.optionalDependencies).toEqual(ours?.optionalDependencies)
    await symlink(resolve('node_modules', name), join(stranger.folder, 'node_modules', name))
    const server = await start(await node('20')())
    expect((await fetch(`${server.url}/livez`)).status).toBe(200)
  })

  it('names its commands to who gives a wrong one', async () => {
    await expect(stranger.run(command(), 'sing')).rejects.toThrow(/no command sing[\s\S]*touchline demo/)
  })
})

describe('npm run release', () => {
  it('makes packages, a server that runs from its tarball, its bill of materials, the changes and checksums', async () => {
    const place = await temporaryDirectory()
    const folder = join(place, 'release')
    await chmod(join(fileURLToPath(built.folder), 'README.md'), 0o600)
    const files = await makeRelease({ server: built.folder, others: [] }, pathToFileURL(`${folder}/`))
    const { version } = JSON.parse(await readFile('package.json', 'utf8'))
    const name = `touchline-server-${version}`
    const made = [
      `CHANGELOG-${version}.md`,
      `${name}.cdx.json`,
      `${name}.tar.gz`,
      'SHA256SUMS',
      `touchline-${version}.tgz`,
    ]
    expect(new Set(files)).toEqual(new Set(made))
    expect(new Set(await readdir(folder))).toEqual(new Set(made))
    const execute = promisify(execFile)
    const { stdout: checked } = await execute('sha256sum', ['-c', 'SHA256SUMS'], { cwd: folder })
    expect(checked.match(/: OK$/gm)).toHaveLength(made.length - 1)
    expect(await readFile(join(folder, made[0] as string), 'utf8')).toContain('### For operators')

    const unpacked = join(place, 'unpacked')
    await mkdir(unpacked)
    await execute('tar', ['-xzf', join(folder, `${name}.tar.gz`), '-C', unpacked])
    for (const file of made.filter((each) => each.endsWith('gz'))) {
      const { stdout: listed } = await execute('tar', ['-tvzf', join(folder, file)], { maxBuffer: 2 ** 24 })
      const modes = new Set(
        listed
          .trim()
          .split('\n')
          .map((line) => line.slice(0, 10)),
      )
      expect(['-rw-r--r--', '-rwxr-xr-x', 'drwxr-xr-x', 'lrwxrwxrwx']).toEqual(expect.arrayContaining([...modes]))
    }
    // Every package that is there stands in the bill, with its version.
    const bill = JSON.parse(await readFile(join(folder, `${name}.cdx.json`), 'utf8'))
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'touchline', version } } })
    const listed = new Set(bill.components.map((each: { purl: string }) => decodeURIComponent(each.purl)))
    const { stdout } = await execute('npm', ['ls', '--all', '--json', '--omit=optional'], { cwd: join(unpacked, name) })
    const packages = packagesIn(JSON.parse(stdout))
    expect(packages).toEqual(expect.arrayContaining([expect.stringMatching(/^pkg:npm\/pg@/)]))
    expect(packages.filter((each) => !listed.has(each))).toEqual([])
    // Its modules are not needed: they were made into a few files.
    await rename(join(unpacked, name, 'src/server'), join(unpacked, name, 'src/server-of-modules'))
    const server = await spawnReady(process.execPath, [join(unpacked, name, 'bin/touchline.js')], {
      ready: /(http:\/\/(?:localhost|127\.0\.0\.1):\d+)/,
      env: { PORT: '0', DATA_DIR: join(unpacked, 'data'), DRAIN_MS: '0' },
    })
    onTestFinished(() => server.stop())
    for (const path of ['/livez', '/', '/docs', '/openapi.json', '/assets/client/element.js']) {
      const { status } = await fetch(`${server.match[1]}${path}`)
      expect({ path, status }).toEqual({ path, status: 200 })
    }
  })
})

interface Listed {
  readonly version?: string
  readonly dependencies?: Readonly<Record<string, Listed>>
}

/** @returns `pkg:npm/name@version` of all that is installed below */
function packagesIn({ dependencies = {} }: Listed): string[] {
  return Object.entries(dependencies).flatMap(([name, each]) =>
    each.version === undefined ? [] : [`pkg:npm/${name}@${each.version}`, ...packagesIn(each)],
  )
}
