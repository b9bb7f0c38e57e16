import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { runCommand } from './support/run-command.ts'
import { type Settings, type SpawnedServer, spawnProgram, spawnServer } from './support/start-server.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

// Each test starts a process with an embedded database of its own, which takes a machine that is busy many seconds.
vi.setConfig({ testTimeout: 90_000 })

const main = (env: Settings) => runCommand(process.execPath, [resolve('src/main.ts')], { env })

describe('npm start', () => {
  it('with bad settings names them all and exits with 2, before it opens anything', async () => {
    const { code, stdout, stderr } = await main({ PORT: 'x', ROLE: 'gateway', FEED_KEYS: 'oops' })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    for (const name of ['PORT', 'FEED_KEYS', 'DATABASE_URL', 'REDIS_URL']) expect(stderr).toContain(`  ${name}: `)
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  it('reachable from other machines without a feed key refuses to start, and says what to do', async () => {
    const env = { HOST: '0.0.0.0', PORT: '0', DATA_DIR: await temporaryDirectory(), LOG_LEVEL: 'silent' }
    const { code, stderr } = await main(env)
    expect(code).toBe(2)
    expect(stderr).toMatch(/FEED_KEYS: .*0\.0\.0\.0.*touchline feeds/)
  })

  it.each(['localhost', '::1'])('on %s takes events from anyone on this machine', async (HOST) => {
    const server = await spawnServer({ HOST })
    expect(server.process.output()).toContain('no feed key')
    const fixture = { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } }
    expect((await server.call('PUT', '/v1/matches/m', fixture)).status).toBe(201)
  })

  it('under --watch, as npm run dev starts it, makes its documents and stays', async () => {
    const server = await spawnProgram(resolve('src/program.ts'), {}, 'exec', ['--watch'])
    expect((await server.call('GET', '/openapi.json')).status).toBe(200)
    expect((await server.call('GET', '/readyz')).status).toBe(200)
  })

  it('with a data directory that another server uses exits with 2 and names it', async () => {
    const DATA_DIR = await temporaryDirectory()
    await spawnServer({ DATA_DIR })
    const { code, stderr } = await main({ DATA_DIR, PORT: '0', LOG_LEVEL: 'silent' })
    expect(code).toBe(2)
    expect(stderr).toContain(DATA_DIR)
    expect(stderr).toContain('DATA_DIR')
  })

  it('with a port that is taken exits with 1 and says so', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void other.close())
    await new Promise((listening) => other.once('listening', listening))
    const { port } = other.address() as { port: number }
    const env = { PORT: String(port), DATA_DIR: await temporaryDirectory(), LOG_LEVEL: 'silent' }
    const { code, stderr } = await main(env)
    expect(code).toBe(1)
    expect(stderr).toMatch(/EADDRINUSE.*set PORT to another/)
  })

  it.each([
    [
      { HOST: 'localhost:80', FEED_KEYS: 'desk:12345678' },
      /^cannot start: .*ENOTFOUND.*set HOST to an address of this/,
    ],
    [
      { INTERNAL_HOST: '203.0.113.7', INTERNAL_PORT: '0' },
      /^cannot start: .*EADDRNOTAVAIL.*set INTERNAL_HOST \(or HOST\)/,
    ],
  ])('with a place to listen that is none exits with 1 and says which setting is wrong: %j', async (settings, told) => {
    const env = { ...settings, PORT: '0', DATA_DIR: await temporaryDirectory(), LOG_LEVEL: 'silent' }
    const { code, stderr } = await main(env)
    expect(code).toBe(1)
    expect(stderr).toMatch(told)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 on %s, and starts again where it was', async (signal) => {
    const settings = { DATA_DIR: await temporaryDirectory() }
    const first = await spawnServer(settings)
    const fixture = { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } }
    const created = await first.call('PUT', '/v1/matches/m', fixture)
    process.kill(first.process.pid, signal)
    // npm passes on a Ctrl-C that the terminal has sent already.
    if (signal === 'SIGINT') process.kill(first.process.pid, signal)
    expect(await first.process.exited, first.process.output()).toEqual({ code: 0, signal: null })
    const second = await spawnServer(settings)
    expect((await second.call('GET', '/v1/matches/m')).body).toEqual(created.body)
  })
})

it('says what ended it when that was an error of its own', async () => {
  const fault = 'process.once("SIGUSR2", () => { throw new Error("boom") })'
  const server = await spawnServer({ NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(fault)}` })
  await server.process.kill('SIGUSR2')
  expect(await server.process.exited).toEqual({ code: 1, signal: null })
  await expect.poll(() => server.process.output()).toContain('Error: boom')
})

describe('the welcome', () => {
  /** What a newcomer pastes, one command after the other. */
  function commandsOf(server: SpawnedServer): string[] {
    return server.process
      .output()
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.startsWith('curl '))
  }

  const paste = async (shell: string, command: string) => JSON.parse((await runCommand(shell, ['-c', command])).stdout)

  it('has commands that work when they are pasted into a shell, and again into another', async () => {
    const server = await spawnServer({ BASE_PATH: '/scores' })
    await expect.poll(() => commandsOf(server).length).toBe(2)
    const [create, score] = commandsOf(server) as [string, string]
    expect(await paste('bash', create)).toMatchObject({ match: 'first', seq: 0 })
    const { results } = await paste('bash', score)
    expect(results).toMatchObject([{ status: 'applied' }, { status: 'applied' }])
    expect(results).not.toMatchObject([{ warnings: expect.anything() }])
    expect((await server.call('GET', '/v1/matches/first')).body.state).toMatchObject({
      status: 'live',
      score: { home: 1 },
    })
    expect(await paste('sh', create)).toMatchObject({ match: 'first', seq: 2 })
    expect((await paste('sh', score)).results).toMatchObject([{ status: 'duplicate' }, { status: 'duplicate' }])
    const page = await fetch(/Scoreboard +(\S+)/.exec(server.process.output())?.[1] ?? '')
    expect(page.headers.get('content-type')).toMatch(/^text\/html/)
    expect(new URL(page.url).pathname).toBe('/scores/')
  })

  it('says where the feed key goes, but not the key', async () => {
    const server = await spawnServer({ FEED_KEYS: 'opta:very-secret' })
    await expect.poll(() => commandsOf(server).length).toBe(2)
    expect(server.process.output()).not.toContain('very-secret')
    const [create] = commandsOf(server) as [string]
    expect(await paste('sh', create)).toMatchObject({ status: 401 })
    expect(await paste('sh', create.replace('<feed key>', 'very-secret'))).toMatchObject({ seq: 0 })
  })
})
