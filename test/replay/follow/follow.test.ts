import { describe, expect, it } from 'vitest'
import { GaveUp } from '../../../src/feed-client/line.ts'
import type { MatchEvent } from '../../../src/match/event.ts'
import { follow } from '../../../src/replay/follow/follow.ts'
import type { Polled } from '../../../src/replay/follow/source.ts'
import type { Recording } from '../../../src/replay/recording/recording.ts'
import { parseRecording } from '../../../src/replay/recording/recording-formats.ts'
import { isOver, timelineOf } from '../../../src/replay/recording/timeline.ts'
import { END, FINAL, goal, KICK_OFF, ownFormatText, REDS_V_BLUES } from './follow-world.ts'

const MAX_TIMELINE = 5_000

const SAME: Polled = { kind: 'same' }
const failed = (more: object = {}): Polled => ({ kind: 'failed', why: 'no answer', isHopeless: false, ...more })

interface Run {
  readonly accepted: number[]
  readonly sent: (readonly MatchEvent[])[]
  readonly fixtures: number
  readonly waits: number[]
  readonly failures: string[]
  readonly error?: Error
}

/** Follows a source that answers with these, one after another; the last of them has to end it. */
async function run(
  answers: readonly (Polled | string)[],
  {
    read = (text: string) => parseRecording({ path: 'm.ndjson', text }, {}),
    random = (): number => 0.5,
    put = async (): Promise<void> => {},
  } = {},
): Promise<Run> {
  const accepted: number[] = []
  const sent: (readonly MatchEvent[])[] = []
  const waits: number[] = []
  const failures: string[] = []
  const left = [...answers.entries()]
  let fixtures = 0
  let error: Error | undefined
  try {
    await follow({
      source: {
        async poll() {
          const [index, answer] = left.shift() ?? []
          if (answer === undefined || index === undefined) throw new Error('asked once too often')
          if (typeof answer !== 'string') return answer
          return { kind: 'new', file: { path: 'm.ndjson', text: answer }, accept: () => void accepted.push(index) }
        },
      },
      read: ({ text }) => read(text),
      client: {
        async putFixture() {
          fixtures += 1
        },
        async putTimeline(_, events) {
          await put()
          sent.push(events)
          return { results: [], seq: sent.length }
        },
      },
      everyMs: 1_000,
      signal: new AbortController().signal,
      onFound() {},
      onSent() {},
      onFailed: (why) => failures.push(why),
      clock: { now: () => 0, pause: async (ms) => void waits.push(ms) },
      random,
    })
  } catch (thrown) {
    error = thrown as Error
  }
  return { accepted, sent, fixtures, waits, failures, ...(error && { error }) }
}

const live = ownFormatText([KICK_OFF, goal('g1', 2)])
const over = ownFormatText([KICK_OFF, goal('g1', 2), END, FINAL])

describe('a match that is followed', () => {
  it('is sent as a whole whenever it has changed, until it is over', async () => {
    const { sent, fixtures, waits, accepted } = await run([live, SAME, live, over])
    expect(sent.map((events) => events.map(({ id }) => id))).toEqual([
      ['k', 'g1'],
      ['k', 'g1', 'e', 'f'],
    ])
    expect(fixtures).toBe(1)
    expect(waits).toEqual([1_000, 1_000, 1_000])
    expect(accepted).toEqual([0, 2, 3])
  })

  it('has its fixture sent again when that has changed', async () => {
    const renamed = ownFormatText([KICK_OFF, END, FINAL], { ...REDS_V_BLUES, venue: 'The Yard' })
    expect((await run([live, renamed])).fixtures).toBe(2)
  })

  it('is asked for later and later while its source fails, with chance, and at the usual pace afterwards', async () => {
    const { waits, failures } = await run([live, failed(), failed(), failed(), failed(), SAME, over])
    expect(waits).toEqual([1_000, 1_000, 2_000, 4_000, 8_000, 1_000])
    expect(failures).toHaveLength(4)
    const patient = Array.from({ length: 40 }, () => failed())
    const { waits: later } = await run([live, ...patient, over], { random: () => 1 })
    expect(later.at(-1)).toBe(300_000)
  })

  it('is asked for when its source says, within five minutes', async () => {
    const { waits } = await run([
      live,
      failed({ retryAfterMs: 60_000 }),
      failed({ retryAfterMs: 1 }),
      failed({ retryAfterMs: 1e9 }),
      over,
    ])
    expect(waits.slice(1)).toEqual([60_000, 2_000, 300_000])
  })

  it('is asked for again when what was read is cut off, and not taken for known', async () => {
    const { sent, accepted, failures } = await run([live, live.slice(0, -9), over])
    expect(sent).toHaveLength(2)
    expect(accepted).toEqual([0, 2])
    expect(failures).toEqual([expect.stringMatching(/looks like touchline, but: line 3: /)])
  })

  it('is given up if it cannot be read the first time', async () => {
    expect((await run(['{}'])).error?.message).toMatch(/none of the formats/)
    expect((await run([failed({ isHopeless: true })])).error?.message).toBe('no answer')
    expect((await run([failed(), over])).error).toBeUndefined()
    expect((await run([live, failed({ isHopeless: true }), over])).error).toBeUndefined()
  })

  it('goes on when the server was away for longer than it is waited for, but not if it was never there', async () => {
    const away = (times: readonly number[]) => {
      let count = 0
      return async () => {
        count += 1
        if (times.includes(count)) throw new GaveUp('no answer from http://x')
      }
    }
    const { sent, failures, error } = await run([live, over, over], { put: away([2]) })
    expect(error).toBeUndefined()
    expect(failures).toEqual(['no answer from http://x'])
    expect(sent.map(({ length }) => length)).toEqual([2, 4])
    expect((await run([live], { put: away([1]) })).error).toBeInstanceOf(GaveUp)
  })

  it('does not go back to what an older cache holds', async () => {
    const texts: Record<string, number> = { [live]: 2, old: 1, [over]: 2 }
    const read = async (text: string): Promise<Recording> => {
      const recording = await parseRecording({ path: 'm', text: text === 'old' ? ownFormatText([KICK_OFF]) : text }, {})
      return { ...recording, version: texts[text] as number }
    }
    expect((await run([live, 'old', over], { read })).sent.map(({ length }) => length)).toEqual([2, 4])
  })

  it('may have 5,000 events', async () => {
    const many = (n: number) => Array.from({ length: n }, (_, index) => goal(`g${index}`, index))
    const text = ownFormatText([...many(MAX_TIMELINE - 1), FINAL])
    expect((await run([text])).error).toBeUndefined()
    const { error } = await run([ownFormatText([...many(MAX_TIMELINE), FINAL])])
    expect(error?.message).toBe('m.ndjson has 5001 events; a match may have 5000')
  })
})

describe('what stands after the steps of a recording', () => {
  const steps = (...changes: object[]) => changes.map((change) => ({ atMs: 0, change: change as never }))
  const add = (event: MatchEvent) => ({ op: 'add', event })

  it('is what was added, as last edited, without what was deleted and not restored', () => {
    const edited = goal('g1', 2, { player: 'Red 7' })
    expect(timelineOf(steps(add(KICK_OFF), add(goal('g1', 2)), { op: 'edit', event: edited }))).toEqual([
      KICK_OFF,
      edited,
    ])
    expect(timelineOf(steps(add(goal('g1', 2)), { op: 'delete', id: 'g1' }))).toEqual([])
    expect(timelineOf(steps(add(goal('g1', 2)), { op: 'delete', id: 'g1' }, { op: 'restore', id: 'g1' }))).toHaveLength(
      1,
    )
  })

  it('is over once it is final, cancelled or abandoned', () => {
    const set = (status: string): MatchEvent => ({ id: status, type: 'status_set', status: status as never })
    expect(isOver([KICK_OFF, END])).toBe(false)
    expect(isOver([KICK_OFF, END, FINAL])).toBe(true)
    expect(isOver([set('cancelled')])).toBe(true)
    expect(isOver([set('abandoned')])).toBe(true)
    expect(isOver([set('abandoned'), set('live')])).toBe(false)
    expect(isOver([set('postponed')])).toBe(false)
  })
})
