import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFeedClient } from '../../src/feed-client/feed-client.ts'
import { GaveUp, Refused } from '../../src/feed-client/line.ts'
import { type PlayOptions, play } from '../../src/replay/play.ts'
import type { Recording } from '../../src/replay/recording/recording.ts'
import { readRecording } from '../../src/replay/recording/recording-formats.ts'
import { useServer } from '../http/use-server.ts'
import { uniqueMatch } from '../support/start-server.ts'
import { type FakeClock, fakeClock } from './fake-clock.ts'

const server = useServer()
const VAR_DRAMA = 'fixtures/var-drama.ndjson'

interface Started {
  readonly stop: AbortController
  readonly waits: string[]
  /** How long it waited each time, by a clock that keeps nobody waiting. */
  readonly pauses: FakeClock['pauses']
  run(options?: Partial<PlayOptions>): ReturnType<typeof play>
}

function start(recording: Recording, url = server.url): Started {
  const stop = new AbortController()
  const waits: string[] = []
  const clock = fakeClock()
  const client = createFeedClient({ url, signal: stop.signal, onWaiting: (why) => waits.push(why), clock })
  const { signal } = stop
  const usual = { recording, client, signal, speed: 60, maxPauseMs: 1_000, onStep() {}, onRefused() {}, clock }
  return { stop, waits, pauses: clock.pauses, run: (options = {}) => play({ ...usual, ...options }) }
}

const readDrama = () => readRecording(VAR_DRAMA, { match: uniqueMatch('drama') })
const readMatch = async (match: string) => (await server.api.get(`/v1/matches/${match}`)).body

describe('a replay', () => {
  it('creates the match and sends everything, in order', async () => {
    const recording = await readDrama()
    const steps: number[] = []
    const played = await start(recording).run({ onStep: (done) => steps.push(done) })
    expect(played).toEqual({ known: 0, repaired: 0, sent: recording.steps.length, refused: 0 })
    expect(steps).toEqual(recording.steps.map((_, index) => index + 1))
    const { state } = await readMatch(recording.fixture.match)
    expect(state).toMatchObject({ status: 'final', score: { home: 2, away: 1 }, detail: { redCards: { away: 1 } } })
  })

  it('of a match that is over changes nothing, though deletes were undone in it', async () => {
    const recording = await readDrama()
    await start(recording).run()
    const before = await readMatch(recording.fixture.match)
    expect(await start(recording).run()).toEqual({
      ...{ known: recording.steps.length, repaired: 0 },
      ...{ sent: 0, refused: 0 },
    })
    expect(await readMatch(recording.fixture.match)).toEqual(before)
  })

  it('that is stopped anywhere goes on from there', async () => {
    const whole = await readDrama()
    await start(whole).run()
    const expected = (await readMatch(whole.fixture.match)).state
    for (let stopAt = 1; stopAt < whole.steps.length; stopAt += 3) {
      const recording = await readDrama()
      const first = start(recording)
      await expect(first.run({ onStep: (done) => done === stopAt && first.stop.abort() })).rejects.toThrow('aborted')
      const played = await start(recording).run()
      expect(played).toEqual({ known: stopAt, repaired: 0, sent: recording.steps.length - stopAt, refused: 0 })
      const { match } = recording.fixture
      const { seq, state } = await readMatch(match)
      expect(seq).toBe(recording.steps.length)
      expect(state).toMatchObject({ status: expected.status, score: expected.score, result: expected.result })
    }
  })

  it('says what is refused, and goes on', async () => {
    const { fixture } = await readDrama()
    const steps = [
      { atMs: 0, change: { op: 'add' as const, event: { id: 'g1', type: 'goal' } } },
      { atMs: 0, change: { op: 'add' as const, event: { id: 'g2', type: 'goal', team: 'home' as const } } },
    ]
    const refusals: string[] = []
    const played = await start({ format: 'x', fixture, steps }).run({
      onRefused: (_, why) => refusals.push(why.message),
    })
    expect(played).toEqual({ known: 0, repaired: 0, sent: 1, refused: 1 })
    expect(refusals).toEqual([expect.stringContaining('football refuses this goal: team ')])
  })

  it('pauses as long as the match did, divided by the speed, and never longer than it may', async () => {
    const { fixture } = await readDrama()
    const at = [0, 30_000, 33_000, 10_000_000]
    const steps = at.map((atMs, n) => ({
      atMs,
      change: { op: 'add' as const, event: { id: `c${n}`, type: 'corner' } },
    }))
    const { pauses, run } = start({ format: 'x', fixture, steps })
    await run({ speed: 100, maxPauseMs: 400 })
    expect(pauses).toEqual([300, 30, 400])
  })

  it('with a head start sends the first steps at once', async () => {
    const { fixture } = await readDrama()
    const steps = [0, 1, 2].map((n) => ({
      atMs: n * 3_600_000,
      change: { op: 'add' as const, event: { id: `c${n}`, type: 'corner' } },
    }))
    const { pauses, run } = start({ format: 'x', fixture, steps })
    await run({ speed: 1, maxPauseMs: 60_000, headStart: 2 })
    expect(pauses).toEqual([60_000])
  })
})

describe('a server that is in trouble', () => {
  type Answer = (request: IncomingMessage, response: ServerResponse) => void

  /** Answers the first requests as told, and the others as a server that has nothing and takes everything. */
  async function flaky(answers: readonly Answer[]): Promise<{ url: string; requests: string[] }> {
    const requests: string[] = []
    const http = createServer((request, response) => {
      requests.push(`${request.method} ${request.url}`)
      const answer = answers[requests.length - 1]
      if (answer) answer(request, response)
      else response.end('{"updates":[]}')
    })
    await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening))
    onTestFinished(() => void http.close())
    return { url: `http://127.0.0.1:${(http.address() as { port: number }).port}`, requests }
  }
  const problem =
    (status: number, headers: Record<string, string> = {}): Answer =>
    (_, response) => {
      response.writeHead(status, { 'content-type': 'application/problem+json', ...headers })
      response.end(JSON.stringify({ title: 'No', detail: `because of ${status}` }))
    }
  const hangUp: Answer = (request) => request.socket.destroy()

  it('is asked again after 502, 503, 504, 429 and a lost connection, when it says', async () => {
    const { url, requests } = await flaky([
      problem(503, { 'retry-after': '0' }),
      problem(429),
      problem(502),
      problem(504),
      hangUp,
    ])
    const recording = await readDrama()
    const { run, waits, pauses } = start({ ...recording, steps: recording.steps.slice(0, 1) }, url)
    expect(await run()).toMatchObject({ sent: 1 })
    expect(requests.map((request) => request.split(' ')[0])).toEqual([
      ...['PUT', 'PUT', 'PUT', 'PUT', 'PUT', 'PUT'],
      ...['GET', 'POST'],
    ])
    expect(waits).toEqual(['because of 503'])
    expect(pauses).toEqual([100, 400, 800, 1_600, 3_200])
  })

  /** How a match of which the server knows this many events is gone on with, if it answers so to the timeline of them. */
  async function resumed(count: number, timeline: Answer) {
    const steps = Array.from({ length: count }, (_, n) => ({
      atMs: 0,
      change: { op: 'add' as const, event: { id: `c${n}`, type: 'corner' } },
    }))
    const log: Answer = (_, response) =>
      response.end(
        JSON.stringify({ seq: 1, updates: steps.map(({ change }) => ({ seq: 1, kind: 'add', event: change.event })) }),
      )
    const { url, requests } = await flaky([(_, response) => response.end('{}'), log, timeline])
    const played = await start({ ...(await readDrama()), steps }, url).run()
    return { played, requests: requests.map((request) => request.split('/').at(-1)?.split('?')[0]).slice(1) }
  }

  it('is not sent a timeline of more than it takes, and goes on when it takes less', async () => {
    const changed: Answer = (_, response) => response.end('{"results":[{"status":"applied"},{"status":"rejected"}]}')
    expect(await resumed(2, changed)).toMatchObject({
      played: { known: 2, repaired: 1 },
      requests: ['updates', 'timeline'],
    })
    expect((await resumed(2, problem(413))).played).toMatchObject({ known: 2, repaired: 0 })
    await expect(resumed(2, problem(400))).rejects.toThrow(Refused)
    expect((await resumed(5_000, changed)).requests).toEqual(['updates', 'timeline'])
    expect((await resumed(5_001, changed)).requests).toEqual(['updates'])
  })

  it('waits as long as Retry-After says', async () => {
    const { url } = await flaky([problem(503, { 'retry-after': '1' })])
    const { pauses, run } = start({ ...(await readDrama()), steps: [] }, url)
    await run()
    expect(pauses).toEqual([1_000])
  })

  it.each([401, 403, 404, 409])('is believed when it says %s', async (status) => {
    const { url, requests } = await flaky([problem(status)])
    await expect(start(await readDrama(), url).run()).rejects.toThrow(Refused)
    expect(requests).toHaveLength(1)
  })

  it('that is none of ours is recognised', async () => {
    const { url } = await flaky([(_, response) => response.writeHead(404).end('<html>')])
    await expect(start(await readDrama(), url).run()).rejects.toThrow(/answered 404, and not as Touchline does/)
  })

  it('can be given up on with Ctrl-C while it is away', async () => {
    const { run, stop } = start(await readDrama(), 'http://127.0.0.1:1')
    const running = run()
    stop.abort()
    await expect(running).rejects.not.toBeInstanceOf(GaveUp)
  })

  it('that was never there is given up on within ten seconds', async () => {
    const { run, pauses } = start(await readDrama(), 'http://127.0.0.1:1')
    await expect(run()).rejects.toThrow(GaveUp)
    expect(pauses).toEqual([200, 400, 800, 1_600, 3_200])
  })

  it('that has answered before is waited for, for five minutes, every five seconds in the end', async () => {
    const { url } = await flaky([(_, response) => response.end('{}'), ...Array.from({ length: 99 }, () => hangUp)])
    const { run, pauses } = start(await readDrama(), url)
    await expect(run()).rejects.toThrow(GaveUp)
    expect(pauses.slice(0, 6)).toEqual([200, 400, 800, 1_600, 3_200, 5_000])
    expect(Math.max(...pauses)).toBe(5_000)
    const waitedMs = pauses.reduce((sum, ms) => sum + ms, 0)
    expect(waitedMs).toBeGreaterThan(295_000)
    expect(waitedMs).toBeLessThanOrEqual(300_000)
  })

  it('is asked for all of a log that is longer than a page', async () => {
    // A page of big updates ends before its number.
    const pages = [1_000, 600, 3].map((count, page) => {
      return Array.from({ length: count }, () => ({ seq: [1_000, 1_600, 1_603][page] }))
    })
    const { url, requests } = await flaky(
      pages.map((updates) => (_, response) => response.end(JSON.stringify({ updates, seq: 1_603 }))),
    )
    const client = createFeedClient({ url, signal: new AbortController().signal, onWaiting() {} })
    expect(await client.readLog('m')).toHaveLength(1_603)
    expect(requests).toEqual([
      'GET /v1/matches/m/updates?after=0&limit=1000',
      'GET /v1/matches/m/updates?after=1000&limit=1000',
      'GET /v1/matches/m/updates?after=1600&limit=1000',
    ])
  })
})
