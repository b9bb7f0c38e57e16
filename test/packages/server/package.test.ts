import { execFile } from 'node:child_process'
import { access, chmod, cp, readdir, readFile, rename, symlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { makeRelease } from '../../../packages/release/release.ts'
import { buildServer } from '../../../packages/server/build.ts'
import { spawnReady } from '../../support/process.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import { buildFolder, filesOf, installTarball, type Stranger } from '../packed.ts'
import { node, platform } from '../runtime.ts'

const execute = promisify(execFile)
const { version } = JSON.parse(await readFile('package.json', 'utf8'))
const packageName = `touchline-${version}.tgz`
const serverName = `touchline-server-${version}`

let built: Awaited<ReturnType<typeof buildFolder>>
/** What `npm run release` makes, with the names that it says. */
let release: { readonly folder: string; readonly files: readonly string[] }
/** The server's tarball, unpacked. */
let unpacked: { readonly folder: string; readonly listed: string }
let stranger: Stranger

beforeAll(async () => {
  built = await buildFolder()
  await buildServer(built.folder)
  await chmod(new URL('README.md', built.folder), 0o600)
  const place = fileURLToPath(new URL('..', built.folder))
  const folder = join(place, 'release')
  release = { folder, files: await makeRelease({ server: built.folder, others: [] }, pathToFileURL(`${folder}/`)) }
  const { stdout: listed } = await execute('tar', ['-xvvzf', join(folder, `${serverName}.tar.gz`), '-C', place], {
    maxBuffer: 2 ** 24,
  })
  unpacked = { folder: join(place, serverName), listed }
  // npm finds the packages that the release has, and adds or takes away what the manifest says otherwise: to unpack them again would
  // take it seconds. The optional one is a Node of 190 MB, which is installed here already.
  stranger = await installTarball(join(folder, packageName), ['--omit=optional'], join(unpacked.folder, 'node_modules'))
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
    env: { PORT: '0', DATA_DIR: await temporaryDirectory(), DRAIN_MS: '0', ...stranger.env },
  })
  onTestFinished(() => server.stop())
  return { ...server, url: server.match[1] ?? '' }
}

async function readManifest(path: URL | string): Promise<{ readonly optionalDependencies?: object }> {
  return JSON.parse(await readFile(path, 'utf8'))
}

describe('the package touchline', () => {
  it('has JavaScript, migrations, fixtures, configurations to deploy it and built pages, and no sources, tests or tools', async () => {
    const files = await filesOf(join(release.folder, packageName))
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
    // Of what the manifest names: how the rest is packed is no matter of complaint.
    const folder = join(stranger.folder, 'to-publish')
    for (const path of ['package.json', 'README.md', 'LICENSE', 'bin']) {
      await cp(join(stranger.folder, 'node_modules/touchline', path), join(folder, path), { recursive: true })
    }
    const said = await stranger.run('npm', 'publish', '--dry-run', folder)
    expect(said).toContain('Publishing to')
    expect(said.split('\n').filter((line) => /npm warn/i.test(line) && !line.includes('logged in'))).toEqual([])
  })

  it('starts a server that takes a match, shows it, is replayed to, and ends by SIGTERM', async () => {
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
    const fixture = join(stranger.folder, 'node_modules/touchline/fixtures/var-drama.ndjson')
    const said = await stranger.run(command(), 'replay', fixture, '--speed', '100000', '--url', server.url)
    expect(said).toContain('→')
    await server.kill('SIGTERM')
    expect((await server.exited).code).toBe(0)
  })

  it('says its version, and which commands it has', async () => {
    expect(await stranger.run(command(), '--version')).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(await stranger.run(command(), '--help')).toContain('touchline replay')
  })

  it.each([
    ['start', 'starts the server'],
    ['demo', 'touchline demo [--port'],
    ['replay', 'touchline replay FILE'],
    ['follow', 'touchline follow URL|FILE'],
    ['feeds', 'touchline feeds create NAME'],
    ['matches', 'touchline matches purge FILTER'],
    ['migrate', 'touchline migrate'],
    ['doctor', 'looks at the configuration'],
    ['redis-acl', 'rules that a user of Redis needs'],
    ['backup', 'touchline backup FILE'],
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
  it('makes packages, a server in a tarball, its bill of materials, the changes and checksums', async () => {
    const made = [
      `CHANGELOG-${version}.md`,
      `${serverName}.cdx.json`,
      `${serverName}.tar.gz`,
      'SHA256SUMS',
      packageName,
    ]
    expect(new Set(release.files)).toEqual(new Set(made))
    expect(new Set(await readdir(release.folder))).toEqual(new Set(made))
    const { stdout: checked } = await execute('sha256sum', ['-c', 'SHA256SUMS'], { cwd: release.folder })
    expect(checked.match(/: OK$/gm)).toHaveLength(made.length - 1)
    expect(await readFile(join(release.folder, made[0] as string), 'utf8')).toContain('### For operators')
  })

  it('lets all read what is unpacked', async () => {
    const { stdout: packed } = await execute('tar', ['-tvzf', join(release.folder, packageName)], {
      maxBuffer: 2 ** 24,
    })
    for (const listed of [packed, unpacked.listed]) {
      const modes = new Set(
        listed
          .trim()
          .split('\n')
          .map((line) => line.slice(0, 10)),
      )
      expect(['-rw-r--r--', '-rwxr-xr-x', 'drwxr-xr-x', 'lrwxrwxrwx']).toEqual(expect.arrayContaining([...modes]))
    }
  })

  it('has every package that is there in the bill of materials, with its version', async () => {
    const bill = JSON.parse(await readFile(join(release.folder, `${serverName}.cdx.json`), 'utf8'))
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'touchline', version } } })
    const listed = new Set(bill.components.map((each: { purl: string }) => decodeURIComponent(each.purl)))
    const { stdout } = await execute('npm', ['ls', '--all', '--json', '--omit=optional'], { cwd: unpacked.folder })
    const packages = packagesIn(JSON.parse(stdout))
    expect(packages).toEqual(expect.arrayContaining([expect.stringMatching(/^pkg:npm\/pg@/)]))
    expect(packages.filter((each) => !listed.has(each))).toEqual([])
  })

  it('makes a server that runs from its tarball', async () => {
    // Its modules are not needed: they were made into a few files.
    await rename(join(unpacked.folder, 'src/server'), join(unpacked.folder, 'src/server-of-modules'))
    const server = await spawnReady(process.execPath, [join(unpacked.folder, 'bin/touchline.js')], {
      ready: /(http:\/\/(?:localhost|127\.0\.0\.1):\d+)/,
      env: { PORT: '0', DATA_DIR: await temporaryDirectory(), DRAIN_MS: '0', ...stranger.env },
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
