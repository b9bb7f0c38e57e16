import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type Client, createClient } from '../../src/client/index.ts'
import { startIssuer } from '../access/issuer.ts'
import { signToken } from '../access/sign-token.ts'
import { connectClient } from '../support/socket-client.ts'
import { startTestServer, type TestServer } from '../support/start-server.ts'

const run = promisify(execFile)
const page = readFileSync('docs/viewer-tokens.md', 'utf8')
const blocksOf = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, text = '']) => text)
const [withSecret = '', withKeys = '', others = ''] = blocksOf('sh')
/** What stands before `npx touchline`. */
const settingsOf = (command: string) =>
  Object.fromEntries([...command.matchAll(/([A-Z_]+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]))
// As `openssl rand -base64 32` makes one.
const secret = randomBytes(32).toString('base64')

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ ...settingsOf(withSecret), JWT_SECRET: secret })
  const home = { name: 'A' }
  const away = { name: 'B' }
  for (const [match, fixture] of Object.entries({
    m1: { sport: 'football' },
    'cup-1': { sport: 'football', competition: 'cup' },
    t1: { sport: 'tennis', competition: 'open' },
    x1: { sport: 'football' },
    'friendly-1': { sport: 'football' },
  })) {
    await server.call('PUT', `/v1/matches/${match}`, { ...fixture, home, away })
  }
  await server.call('POST', '/v1/matches/friendly-1/events', { id: 'k', type: 'period_start', period: 1 })
  return server.close
})

interface Listed {
  readonly match: string
  readonly state: { readonly status: string }
}

/** The matches that the token shows, with a `!` if they have begun. */
async function listed(url: string, token: string): Promise<string[]> {
  const response = await fetch(`${url}/v1/matches`, { headers: { authorization: `Bearer ${token}` } })
  const { matches } = (await response.json()) as { readonly matches: readonly Listed[] }
  return matches.map(({ match, state }) => `${match}${state.status === 'live' ? '!' : ''}`).sort()
}

/** Runs the backend of the page for a viewer. */
async function backendToken(viewer: object): Promise<string> {
  const [program = ''] = blocksOf('js')
  const code = `${program}\nconsole.log(await tokenFor(${JSON.stringify(viewer)}))`
  const env = { ...process.env, JWT_SECRET: secret }
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code], { env })
  return stdout.trim()
}

describe('[W21] docs/viewer-tokens.md', () => {
  it('turns it on with the keys of a login service', async () => {
    const issuer = await startIssuer()
    const settings = settingsOf(withKeys)
    const { url, call } = await startTestServer({ ...settings, JWT_JWKS_URL: issuer.jwksUrl })
    await call('PUT', '/v1/matches/m1', { sport: 'football', home: { name: 'A' }, away: { name: 'B' } })
    const claims = { matches: ['*'], iss: settings['JWT_ISSUER'] }
    expect(await listed(url, await issuer.sign({ ...claims, aud: settings['JWT_AUDIENCE'] }))).toEqual(['m1'])
    const ofTheShop = await issuer.sign({ ...claims, aud: 'shop' })
    const { status } = await fetch(`${url}/v1/matches`, { headers: { authorization: `Bearer ${ofTheShop}` } })
    expect(status).toBe(401)
  })

  it('makes tokens in a backend', async () => {
    expect(await listed(server.url, await backendToken({ id: 'ann', paid: true }))).toEqual(['friendly-1!'])
    expect(await listed(server.url, await backendToken({ id: 'bob', paid: false }))).toEqual(['friendly-1'])
  })

  it('says what each row of its claims lets one see', async () => {
    const rows = [...page.matchAll(/^\| `(\{.*?\})` \|/gm)].map(([, claims = '']) => claims)
    const key = new TextEncoder().encode(secret)
    const seen: Record<string, string> = {}
    for (const row of rows) {
      seen[row] = (await listed(server.url, await signToken(JSON.parse(row), { key }))).join(' ')
    }
    expect(seen).toEqual({
      '{"matches":["*"]}': 'cup-1 friendly-1! m1 t1 x1',
      '{"matches":["m1","cup-*"]}': 'cup-1 m1',
      '{"boards":["competition:cup"]}': 'cup-1',
      '{"boards":["competition:*"]}': 'cup-1 t1',
      '{"boards":["sport:tennis"],"matches":["m1"]}': 'm1 t1',
      '{"matches":["*"],"delayMs":30000}': 'cup-1 friendly-1 m1 t1 x1',
      '{}': '',
    })
  })

  it('follows with the SDK', async () => {
    const token = await backendToken({ id: 'ann', paid: true })
    const [block = ''] = blocksOf('ts')
    const program = block.replace('https://scores.example', server.url)
    const start = new Function('createClient', 'fetch', `${program}; return client`)
    const client: Client = start(createClient, async () => new Response(token))
    onTestFinished(() => client.close())
    const [mine, others] = [client.subscribe('friendly-1'), client.subscribe('x1')]
    await expect.poll(() => mine.status.kind).toBe('live')
    await expect.poll(() => others.status).toEqual({ kind: 'refused', code: 'forbidden' })
  })

  it('follows and reads with anything else', async () => {
    const token = await backendToken({ id: 'ann', paid: true })
    const [socket = '', read = ''] = others
      .replaceAll('https://scores.example', server.url)
      .replaceAll('wss://scores.example', server.url.replace('http', 'ws'))
      .trim()
      .split('\n')
    const { stdout } = await run('sh', ['-c', read], { env: { ...process.env, TOKEN: token } })
    expect(JSON.parse(stdout).matches).toMatchObject([{ match: 'friendly-1' }])

    const protocols = [...socket.matchAll(/-s "?([^" ]+)/g)].map(([, name = '']) => name.replace('$TOKEN', token))
    const viewer = await connectClient(/-c (\S+)/.exec(socket)?.[1] ?? '', { protocols })
    const { matches, rejected } = await viewer.subscribe('friendly-1', 'x1')
    expect([matches.map(({ match }) => match), rejected.map(({ match }) => match)]).toEqual([['friendly-1'], ['x1']])
  })
})
