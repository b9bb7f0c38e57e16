import { readFile, writeFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { spawnReady } from '../../support/process.ts'
import { runCommand } from '../../support/run-command.ts'
import { startTestServer, type TestServer, uniqueMatch } from '../../support/start-server.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import { END, FINAL, goal, KICK_OFF, ownFormatText, REDS_V_BLUES } from './follow-world.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

const script = resolve('src/replay/follow/main.ts')
const run = (...args: string[]) => runCommand(process.execPath, [script, ...args])

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  return server.close
})

const read = async (match: string) => (await server.call('GET', `/v1/matches/${match}`)).body

/** Publishes a text that the test may change, with an ETag of its own. */
async function publish(text: string) {
  const asked: IncomingHttpHeaders[] = []
  const page = { text, version: 1, notModified: 0 }
  const web = createServer(({ headers }, response) => {
    asked.push(headers)
    const etag = `"${page.version}"`
    if (headers['if-none-match'] === etag) {
      page.notModified += 1
      response.writeHead(304).end()
    } else response.writeHead(200, { etag }).end(page.text)
  })
  await new Promise<void>((listening) => web.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    web.closeAllConnections()
    web.close()
  })
  return {
    url: `http://127.0.0.1:${(web.address() as AddressInfo).port}/live.ndjson`,
    page,
    set(changed: string) {
      page.text = changed
      page.version += 1
    },
  }
}

describe('touchline follow', () => {
  it('follows a url until the match is over, and asks only for what is newer', async () => {
    const match = uniqueMatch('followed')
    const text = (...events: object[]) => ownFormatText(events, { ...REDS_V_BLUES, match })
    const site = await publish(text(KICK_OFF, goal('g1', 2), goal('g2', 3)))
    const running = await spawnReady(process.execPath, [script, site.url, '--every', '100ms', '--url', server.url], {
      ready: /Reds v Blues, touchline → \S+/,
      readyMs: 60_000,
    })
    await expect.poll(() => site.page.notModified, { timeout: 30_000 }).toBeGreaterThan(2)
    expect((await read(match)).state).toMatchObject({ status: 'live', score: { home: 2, away: 0 } })
    site.set(text(KICK_OFF, goal('g2', 3), END, FINAL))
    expect(await running.exited).toEqual({ code: 0, signal: null })
    expect(running.output()).toContain('3 changes  Reds 2–0 Blues')
    expect(running.output()).toContain(`${match} is over`)
    expect((await read(match)).state).toMatchObject({ status: 'final', score: { home: 1, away: 0 } })
  })

  it('ends at once when the match is over already, and changes nothing the second time', async () => {
    const match = uniqueMatch('drama')
    const file = join(await temporaryDirectory(), 'drama.ndjson')
    await writeFile(file, await readFile('fixtures/var-drama.ndjson'))
    const args = [file, '--url', server.url, '--match', match]
    expect(await run(...args)).toMatchObject({ code: 0, stderr: expect.stringContaining(`${match} is over`) })
    const { seq, state } = await read(match)
    expect(state).toMatchObject({ status: 'final', score: { home: 2, away: 1 } })
    expect(await run(...args)).toMatchObject({ code: 0, stderr: expect.stringContaining('0 changes') })
    expect((await read(match)).seq).toBe(seq)
  })

  it('names five events of a timeline that were refused, and says how many more were', async () => {
    const match = uniqueMatch('refused')
    const file = join(await temporaryDirectory(), 'refused.ndjson')
    const refused = Array.from({ length: 7 }, (_, n) => ({ id: `x${n}`, type: 'goal', order: n + 2 }))
    await writeFile(file, ownFormatText([KICK_OFF, ...refused, END, FINAL], { ...REDS_V_BLUES, match }))
    const { code, stderr } = await run(file, '--url', server.url)
    expect(code).toBe(1)
    expect(stderr.match(/^x\d was refused: .+$/gm)).toHaveLength(5)
    expect(stderr).toContain('\n2 more were refused\n')
    expect(stderr).toContain(`${match} is over; 7 events were refused`)
  })

  it('interrupted says how to go on', async () => {
    const match = uniqueMatch('stopped')
    const site = await publish(ownFormatText([KICK_OFF], { ...REDS_V_BLUES, match }))
    const args = [site.url, '--every', '60s', '--url', server.url]
    const running = await spawnReady(process.execPath, [script, ...args], { ready: /1 change /, readyMs: 60_000 })
    await running.kill('SIGINT')
    expect(await running.exited).toEqual({ code: 130, signal: null })
    expect(running.output()).toContain(`stopped; to go on: touchline follow ${args.join(' ')}`)
  })

  it.each<[string[], number, RegExp]>([
    [[], 2, /say which URL or file to follow[\s\S]*--every/],
    [['nowhere.json'], 1, /^cannot read nowhere\.json: ENOENT/],
    [['package.json'], 1, /none of the formats that can be replayed: .*touchline, /],
  ])('says what is wrong with the command %j, without a stack', async (args, code, words) => {
    const result = await run(...args)
    expect(result).toMatchObject({ code, stderr: expect.stringMatching(words) })
    expect(result.stderr).not.toMatch(/\n\s+at /)
  })
})
