import { execFile } from 'node:child_process'
import { createServer, type ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-server.ts'

const run = promisify(execFile)

/** Runs an example; a program that is missing fails the test with its name. */
async function runExample(program: string, file: string, match: string, env: Record<string, string>): Promise<string> {
  const { stdout } = await run(program, [`examples/${file}`, match], {
    env: { ...process.env, PYTHONIOENCODING: 'utf-8', ...env },
    timeout: 50_000,
  }).catch((error: NodeJS.ErrnoException & { stderr?: string }) => {
    if (error.code === 'ENOENT')
      throw new Error(`${program} is not installed; this test needs it (apt-get install ${program})`)
    throw new Error(`${program} ${file}: ${error.stderr || error.message}`)
  })
  return stdout
}

const EXAMPLES = [
  ['python3', 'feed.py'],
  [process.execPath, 'feed.mjs'],
] as const

async function expectMatch(server: TestServer, match: string): Promise<void> {
  const { state, seq } = (await server.call('GET', `/v1/matches/${match}`)).body
  expect(state.score).toEqual({ home: 2, away: 0 })
  expect(state.away.name).toBe('União')
  const { updates } = (await server.call('GET', `/v1/matches/${match}/updates`)).body
  expect(updates[2]).toMatchObject({ kind: 'edit', event: { id: 'g1', player: 'José' } })
  expect(seq).toBe(6)
}

describe.each(EXAMPLES)('%s examples/%s', (program, file) => {
  it('plays its match: what is wrong is refused, what is repeated is a duplicate', async () => {
    const server = await startTestServer()
    const output = await runExample(program, file, 'derby', { TOUCHLINE_URL: server.url })
    expect(output).toMatch(/^refused: .*team/m)
    expect(output).toContain('duplicate')
    await expectMatch(server, 'derby')
  })

  it('sends its key', async () => {
    const server = await startTestServer({ FEED_KEYS: 'opta:opta-key-1' })
    await runExample(program, file, 'derby', { TOUCHLINE_URL: server.url, FEED_KEY: 'opta-key-1' })
    await expectMatch(server, 'derby')
    const refused = runExample(program, file, 'other', { TOUCHLINE_URL: server.url, FEED_KEY: 'wrong-key' })
    await expect(refused).rejects.toThrow(/key is not known/)
  })
})

/** What a request may meet on its way: a server that is busy, a proxy that has lost it, a connection that is cut. */
const SECOND_ANSWERS: readonly ((response: ServerResponse) => void)[] = [
  (response) => response.writeHead(503, { 'retry-after': '0' }).end('{}'),
  (response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>'),
  (response) => response.writeHead(503, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }).end(),
  (response) => response.writeHead(200, { 'content-length': '500' }).write('{', () => response.destroy()),
]

it('python3 examples/feed.py sends again what got no answer or half of one, 502 and 503', async () => {
  const server = await startTestServer()
  let requests = 0
  // Each first request reaches the server and its answer is lost; each second fails in one way or another.
  const bad = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    requests += 1
    const pass = () =>
      fetch(`${server.url}${request.url}`, {
        method: request.method ?? 'GET',
        headers: { 'content-type': 'application/json' },
        ...(body !== '' && { body }),
      })
    if (requests % 3 === 1) {
      await pass()
      request.socket.destroy()
    } else if (requests % 3 === 2) {
      SECOND_ANSWERS[Math.floor(requests / 3) % SECOND_ANSWERS.length]?.(response)
    } else {
      const answer = await pass()
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
    }
  })
  await new Promise<void>((resolve) => bad.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void bad.close())
  const { port } = bad.address() as { port: number }
  await runExample('python3', 'feed.py', 'derby', { TOUCHLINE_URL: `http://127.0.0.1:${port}` })
  await expectMatch(server, 'derby')
})
