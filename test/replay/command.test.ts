import { readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type ReadyProcess, spawnReady } from '../support/process.ts'
import { runCommand } from '../support/run-command.ts'
import { startTestServer, type TestServer, uniqueMatch } from '../support/start-server.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

const DRAMA = resolve('fixtures/var-drama.ndjson')
const script = resolve('src/replay/main.ts')
const replay = (...args: string[]) => runCommand(process.execPath, [script, ...args])

/** A script of npm hears Ctrl-C twice: from the terminal, and a little later from npm, which passes it on. */
async function pressCtrlC({ pid }: ReadyProcess): Promise<void> {
  process.kill(pid, 'SIGINT')
  await setTimeout(2)
  process.kill(pid, 'SIGINT')
}

describe('touchline replay', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer()
    return server.close
  })

  it('plays a file, says how it ended, and the second time that all is there', async () => {
    const { url, call } = server
    const match = uniqueMatch('drama')
    const args = [DRAMA, '--url', url, '--speed', '1e9', '--match', match]
    const first = await replay(...args)
    expect(first.code).toBe(0)
    expect(first.stderr).toContain(`Northport United v Vale Rovers, 25 steps → ${url}/match/${match}`)
    expect(first.stderr).toContain('25/25  Northport United 2–1 Vale Rovers')
    expect(first.stderr).toContain(`${match} is over: 25 sent`)
    expect((await call('GET', `/v1/matches/${match}`)).body.state.status).toBe('final')
    const second = await replay(...args)
    expect(second.code).toBe(0)
    expect(second.stderr).toContain('has all of it already; --match')
  })

  it('interrupted says how to go on, and does', async () => {
    const { url, call } = server
    const match = uniqueMatch('drama')
    const seqOf = async () => (await call('GET', `/v1/matches/${match}`)).body.seq ?? 0
    const args = [DRAMA, '--url', url, '--match', match]
    const running = await spawnReady(process.execPath, [script, ...args, '--max-pause', '60'], { ready: /25 steps/ })
    await expect.poll(seqOf, { timeout: 30_000 }).toBeGreaterThanOrEqual(2)
    await pressCtrlC(running)
    expect(await running.exited).toEqual({ code: 130, signal: null })
    expect(running.output()).toContain(`stopped; to go on: touchline replay ${args.join(' ')}`)
    const before = await seqOf()
    expect(before).toBeLessThan(25)
    const rest = await replay(...args, '--speed', '1e9')
    expect(rest.stderr).toContain(`${25 - before} sent, ${before} were there before`)
    expect(await seqOf()).toBe(25)
  })

  it('gives the feed key that it is given, and asks for it otherwise', async () => {
    const { url } = await startTestServer({ FEED_KEYS: 'opta:opta-key-1' })
    const args = [DRAMA, '--url', url, '--speed', '1e9', '--match', uniqueMatch('drama')]
    const without = await replay(...args)
    expect(without).toMatchObject({ code: 1, stderr: expect.stringMatching(/feed key.*; give it with --key/) })
    expect((await replay(...args, '--key', 'opta-key-1')).code).toBe(0)
    const env = { FEED_KEY: 'opta-key-1' }
    expect((await runCommand(process.execPath, [script, ...args], { env })).code).toBe(0)
  })

  it('counts what was refused, and exits with 1', async () => {
    const { url } = server
    const file = join(await temporaryDirectory(), 'bad.ndjson')
    const fixture = { match: uniqueMatch('bad'), sport: 'football', home: { name: 'A' }, away: { name: 'B' } }
    await writeFile(file, `${JSON.stringify({ fixture })}\n{"id":"g1","type":"goal"}\n{"id":"c1","type":"corner"}\n`)
    const { code, stderr } = await replay(file, '--url', url, '--speed', '1e9')
    expect(code).toBe(1)
    expect(stderr).toMatch(/add g1: football refuses this goal: team /)
    expect(stderr).toContain('is over: 1 sent, 1 were refused')
  })

  it.each<[string[], number, RegExp]>([
    [[], 2, /say which file to play[\s\S]*--speed/],
    [['nowhere.ndjson'], 1, /cannot read nowhere\.ndjson: ENOENT/],
  ])('says what is wrong with the command %j, without a stack', async (args, code, words) => {
    const result = await replay(...args)
    expect(result).toMatchObject({ code, stderr: expect.stringMatching(words) })
    expect(result.stderr).not.toMatch(/\n\s+at /)
  })

  it('--help says what it takes', async () => {
    expect(await replay('--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('--max-pause') })
  })
})

describe('touchline demo', () => {
  const demo = resolve('src/replay/demo/demo.ts')
  const ready = /Scoreboard +(http:\/\/\S+)\//

  it('plays matches of several sports whose scores change, and leaves nothing behind', async () => {
    const scratch = await temporaryDirectory()
    const running = await spawnReady(process.execPath, [demo, '--port', '0'], {
      ready,
      readyMs: 60_000,
      env: { TMPDIR: scratch },
    })
    onTestFinished(() => running.stop())
    const url = running.match[1]
    const read = async () => {
      const { matches } = (await (await fetch(`${url}/v1/matches`)).json()) as { matches: { state: MatchState }[] }
      return matches.map(({ state }) => state)
    }
    await expect
      .poll(async () => new Set((await read()).map(({ sport }) => sport)), { timeout: 20_000 })
      .toEqual(new Set(['football', 'cricket', 'tennis']))
    await expect
      .poll(
        async () =>
          (await read()).filter(({ status, score }) => status === 'live' && score.home + score.away > 0).length,
        {
          timeout: 40_000,
        },
      )
      .toBeGreaterThanOrEqual(2)
    const scores = JSON.stringify((await read()).map(({ score }) => score))
    await expect
      .poll(async () => JSON.stringify((await read()).map(({ score }) => score)), { timeout: 40_000 })
      .not.toBe(scores)
    await pressCtrlC(running)
    expect(await running.exited).toEqual({ code: 0, signal: null })
    expect(readdirSync(scratch)).toEqual([])
  })

  it('says so when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void other.close())
    await new Promise((listening) => other.once('listening', listening))
    const { port } = other.address() as { port: number }
    const { code, stderr } = await runCommand(process.execPath, [demo], { env: { PORT: String(port) } })
    expect(code).toBe(1)
    expect(stderr).toMatch(/EADDRINUSE.*touchline demo --port 0/)
  })
})

interface MatchState {
  readonly sport: string
  readonly status: string
  readonly score: { readonly home: number; readonly away: number }
}
