import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { ServerMessage } from '../../src/protocol/messages.ts'
import { openTemporaryRoot } from '../support/programs/unprivileged.ts'
import { runCommand } from '../support/run-command.ts'
import { Scoreboard } from '../support/scoreboard.ts'
import { type Settings, type SpawnedServer, spawnProgram } from '../support/start-server.ts'
import { LogReader } from './log-reader.ts'
import { Transcript } from './transcript.ts'

/** Long, because machines may be busy, and a drill that waits in vain has failed. */
const PATIENCE_MS = 60_000
const LOOK_EVERY_MS = 50

export interface Answer {
  readonly status: number
  readonly text: string
}

/** What a drill is played on: real servers and viewers, and a record of what they say. Everything ends with `close`. */
export class Stage {
  readonly transcript = new Transcript()
  readonly #closers: (() => Promise<unknown> | undefined)[] = []
  readonly #logs: LogReader[] = []

  /** Called at the end, the last one first. */
  onClose(close: () => Promise<unknown> | undefined): void {
    this.#closers.push(close)
  }

  async close(): Promise<void> {
    for (const close of this.#closers.toReversed()) await close()
  }

  say(who: string, what: string): void {
    this.transcript.say(who, what)
  }

  async folder(): Promise<string> {
    const folder = await mkdtemp(join(await openTemporaryRoot(), 'touchline-drill-'))
    this.onClose(() => rm(folder, { recursive: true, force: true }))
    return folder
  }

  /** Starts a server whose warnings and errors are recorded under this name. */
  async server(name: string, settings: Settings): Promise<SpawnedServer> {
    const server = await spawnProgram(resolve('src/main.ts'), settings)
    const log = new LogReader(name, server.process, this.transcript)
    this.#logs.push(log)
    this.onClose(() => server.close())
    return server
  }

  /** Two servers and a viewer as an installation has them. */
  async installation(settings: Settings) {
    const ingest = await this.server('ingest', { ...settings, ROLE: 'ingest' })
    const gateway = await this.server('gateway', { ...settings, ROLE: 'gateway' })
    return { ingest, gateway }
  }

  /** A match that has begun. */
  async match(server: { readonly url: string }, key?: string): Promise<void> {
    const fixture = { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } }
    await this.ask(server, 'PUT', '/v1/matches/final', fixture, key)
    await this.ask(server, 'POST', '/v1/matches/final/events', { id: 'k1', type: 'period_start', period: 1 }, key)
  }

  /** A call of a feed or an operator. @param key needed where the server has keys */
  async call(
    who: string,
    server: { readonly url: string },
    call: string,
    body?: object,
    key?: string,
  ): Promise<Answer> {
    const [method = 'GET', path = '/'] = call.split(' ')
    const answer = await this.ask(server, method, path, body, key)
    const sent = body === undefined ? '' : ` ${JSON.stringify(body)}`
    this.say(who, `${method} ${path}${sent} → ${answer.status} ${shorten(answer.text)}`)
    return answer
  }

  async ask(
    server: { readonly url: string },
    method: string,
    path: string,
    body?: object,
    key?: string,
  ): Promise<Answer> {
    const headers = {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
    }
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const retry = response.headers.get('retry-after')
    const text = (await response.text()).trim()
    return { status: response.status, text: retry === null ? text : `(Retry-After: ${retry}) ${text}` }
  }

  async ready(name: string, server: { readonly url: string }): Promise<Answer> {
    return this.call(name, server, 'GET /readyz')
  }

  /** Shows these figures of a server, with what the alarms look at. */
  async figures(name: string, server: { readonly url: string }, ...wanted: readonly RegExp[]): Promise<void> {
    const { text } = await this.ask(server, 'GET', '/metrics')
    const lines = text.split('\n').filter((line) => !line.startsWith('#') && wanted.some((each) => each.test(line)))
    for (const line of lines) this.say(name, `/metrics  ${line}`)
  }

  /** Runs one of our commands. @returns its standard output */
  async command(script: string, env: Settings, ...args: readonly string[]): Promise<string> {
    this.say('you', `touchline ${script} ${args.join(' ')}`)
    const file = resolve(`src/store/commands/${script}.ts`)
    const node = ['--disable-warning=ExperimentalWarning', file, ...args]
    const { stdout, stderr } = await runCommand(process.execPath, node, { env })
    for (const line of `${stderr}${stdout}`.split('\n')) {
      if (line.trim() !== '') this.say('', line.replace(/tl_[\w-]{20,}/, 'tl_…'))
    }
    return stdout.trim()
  }

  /** A viewer of a match, which says what it is told. @param before where it was on its last connection */
  async viewer(name: string, server: { readonly liveUrl: string }, match: string, before?: Scoreboard) {
    const scoreboard = new Scoreboard(before)
    const socket = new WebSocket(server.liveUrl)
    socket.on('error', () => {}) // 'close' follows
    socket.on('message', (data) => {
      const message = JSON.parse(data.toString()) as ServerMessage
      scoreboard.take(message)
      const told = toldBy(message, scoreboard, match)
      if (told !== undefined) this.say(name, `← ${told}`)
    })
    socket.on('close', (code, reason) => this.say(name, `← close ${code} ${reason.toString()}`))
    await once(socket, 'open')
    this.onClose(async () => {
      socket.removeAllListeners('close')
      socket.terminate()
    })
    socket.send(JSON.stringify({ op: 'subscribe', matches: [scoreboard.positionOf(match)] }))
    const score = () => {
      const { home, away } = scoreboard.get(match)?.state.score ?? { home: 0, away: 0 }
      return `${home}–${away}`
    }
    await this.until('the viewer has the match', () => scoreboard.get(match) !== undefined)
    return {
      socket,
      scoreboard,
      score,
      shows: (wanted: string) => this.until(`${wanted} is shown`, () => score() === wanted),
    }
  }

  /** @throws if it does not become true */
  async until(what: string, check: () => boolean | Promise<boolean>): Promise<void> {
    const deadlineAt = performance.now() + PATIENCE_MS
    while (!(await check())) {
      if (performance.now() > deadlineAt) throw new Error(`in vain: ${what}\n${this.text()}`)
      await pause(LOOK_EVERY_MS)
    }
  }

  /** Until somebody's log has said something. */
  async logged(who: string, what: RegExp): Promise<void> {
    await this.until(`${who} logs ${what}`, () => {
      for (const log of this.#logs) log.read()
      return this.transcript.has(who, what)
    })
  }

  text(): string {
    for (const log of this.#logs) log.read()
    return this.transcript.toString()
  }
}

/** As much of an answer as fits a line of a page. */
const MAX_SHOWN = 280

/** Without ids of requests and what is long, which help nobody here. */
function shorten(text: string): string {
  const short = text.replace(/,"requestId":"[^"]*"/, '').replace(/"type":"urn[^"]*",/, '')
  return short.length > MAX_SHOWN ? `${short.slice(0, MAX_SHOWN)}…` : short
}

function toldBy(message: ServerMessage, scoreboard: Scoreboard, match: string): string | undefined {
  const shown = scoreboard.get(match)
  const score = shown === undefined ? '' : `, ${shown.state.score.home}–${shown.state.score.away}`
  switch (message.op) {
    case 'subscribed':
      return `subscribed${shown === undefined ? '' : ` at seq ${shown.seq}`}${score}`
    case 'update': {
      const kind = 'kind' in message ? ` ${message.kind}` : ''
      const correction = message.correction === undefined ? '' : `, correction ${message.correction.kind}`
      return `update${kind} seq ${message.seq}${score}${correction}`
    }
    case 'snapshot':
      return `snapshot, reason ${message.reason}, seq ${message.seq}${score}`
    case 'hello':
    case 'pong':
    case 'heartbeat':
      return undefined
    default:
      return JSON.stringify(message)
  }
}
