import { describe, expect, it } from 'vitest'
import { payloadOf } from '../../../src/gateway/delivery/frame.ts'
import { RoomLog } from '../../../src/gateway/rooms/room-log.ts'
import { Truth } from '../truth.ts'

const RECENT_UPDATES = 256

/** A log that has followed the truth from `from` on. */
function follow(truth: Truth, updates: number, from = 0): RoomLog {
  while (truth.position.seq < from) truth.change()
  const log = new RoomLog(truth.match, truth.snapshot)
  append(truth, log, updates)
  return log
}

function append(truth: Truth, log: RoomLog, updates: number): void {
  for (let count = 0; count < updates; count += 1) log.append(truth.change().updates[0].wire)
}

const parse = (text: string | undefined) => (text === undefined ? undefined : JSON.parse(`{${text}}`))

describe('the snapshot', () => {
  it('is the state with all patches folded in', () => {
    const truth = new Truth()
    const log = follow(truth, 3)
    expect(parse(log.snapshot().text)).toEqual({ match: 'm1', epoch: 'e1', seq: 3, state: truth.state() })

    log.append(truth.change({ patch: { venue: 'Wembley', detail: { cards: { home: 1 } } } }).updates[0].wire)
    log.append(truth.change({ patch: { venue: null, detail: { cards: null } } }).updates[0].wire)
    expect(parse(log.snapshot().text)).toEqual({ match: 'm1', epoch: 'e1', seq: 5, state: truth.state() })
  })

  it('is made once for all who join between two updates', () => {
    const log = follow(new Truth(), 1)
    expect(Object.is(log.snapshot().text, log.snapshot().text)).toBe(true)
  })

  it('stays right after the old updates are forgotten', () => {
    const truth = new Truth()
    const log = follow(truth, 2 * RECENT_UPDATES + 10)
    expect(parse(log.snapshot().text).state).toEqual(truth.state())
    append(truth, log, 1_000)
    expect(parse(log.snapshot().text).state).toEqual(truth.state())
  })

  it('is the stored text itself while nothing was added', () => {
    const truth = new Truth()
    expect(follow(truth, 0).snapshot().text).toContain(truth.snapshot.state)
  })

  it('knows its sport, before and after updates', () => {
    const truth = new Truth()
    const log = follow(truth, 0)
    expect(log.sport).toBe('football')
    append(truth, log, 2)
    expect(log.sport).toBe('football')
    expect(parse(log.snapshot().text).state).toEqual(truth.state())
  })
})

describe('a resume', () => {
  it('[W3] gets exactly the updates it missed, as they were sent', () => {
    const truth = new Truth()
    const log = follow(truth, 5)
    for (let seq = 0; seq <= 5; seq += 1) {
      const updates = truth.messagesAfter(seq)
      expect(parse(log.resumeText({ epoch: 'e1', seq }))).toEqual({ match: 'm1', epoch: 'e1', seq: 5, updates })
    }
  })

  it('[W3] gets none for a position that is not in the log', () => {
    const log = follow(new Truth(), 5, 10)
    for (const position of [
      { epoch: 'e1', seq: 9 },
      { epoch: 'e1', seq: 16 },
      { epoch: 'e1', seq: Number.MAX_SAFE_INTEGER },
      { epoch: 'e0', seq: 12 },
      { epoch: '', seq: 12 },
    ]) {
      expect(log.resumeText(position)).toBeUndefined()
    }
    expect(parse(log.resumeText({ epoch: 'e1', seq: 10 })).updates).toHaveLength(5)
  })

  it('[W5] reaches back a bounded number of updates, of which there are always enough', () => {
    const truth = new Truth()
    const log = follow(truth, 0)
    for (let seq = 1; seq <= 5 * RECENT_UPDATES; seq += 1) {
      append(truth, log, 1)
      expect(log.all().length).toBeGreaterThanOrEqual(Math.min(seq, RECENT_UPDATES))
      expect(log.all().length).toBeLessThanOrEqual(2 * RECENT_UPDATES)
    }
    const oldest = log.seq - log.all().length
    expect(log.resumeText({ epoch: 'e1', seq: oldest - 1 })).toBeUndefined()
    expect(parse(log.resumeText({ epoch: 'e1', seq: oldest })).updates).toEqual(truth.messagesAfter(oldest))
  })
})

describe('updates from before the snapshot', () => {
  it('are there for those who resume', () => {
    const truth = new Truth()
    const log = follow(truth, 0, 6)
    log.prepend(truth.updatesAfter(2))
    append(truth, log, 2)

    expect(parse(log.resumeText({ epoch: 'e1', seq: 2 })).updates).toEqual(truth.messagesAfter(2))
    expect(log.resumeText({ epoch: 'e1', seq: 1 })).toBeUndefined()
    expect(parse(log.snapshot().text).state).toEqual(truth.state())
  })

  it('count only from the last hole on, and never beyond the snapshot', () => {
    const truth = new Truth()
    const log = follow(truth, 0, 6)
    const later = truth.change()
    log.prepend([...truth.updatesAfter(0).filter(({ seq }) => seq !== 4), ...later.updates])

    expect(log.all().map(({ frame }) => JSON.parse(payloadOf(frame).toString()).seq)).toEqual([5, 6])
    expect(log.resumeText({ epoch: 'e1', seq: 3 })).toBeUndefined()
  })
})

describe('the match some time ago', () => {
  /** Time is counted in updates. */
  const changeAt = (truth: Truth, at: number) => truth.change({ at, patch: { score: { home: at }, updatedAt: at } })

  it('is known from the first state on, and for the last updates however many there were', () => {
    const truth = new Truth()
    for (let at = 1; at <= 10; at += 1) changeAt(truth, at)
    const log = new RoomLog(truth.match, truth.snapshot)
    log.prepend(truth.updatesAfter(4))
    for (let now = 10; now <= 4 * RECENT_UPDATES; now += 1) {
      if (now > 10) log.append(changeAt(truth, now).updates[0].wire)
      if (now % 61 === 0) log.stateText()
      if (now % 5 !== 0) continue
      const oldest = Math.max(10, now - RECENT_UPDATES)
      for (const at of [5, 9, oldest, Math.min(oldest + 1, now), Math.max(oldest, now - 100), now]) {
        const past = log.asOf(at)
        if (past === undefined) {
          expect(at).toBeLessThan(oldest)
          continue
        }
        expect(past.log.stateText()).toBe(truth.stateText({ epoch: 'e1', seq: at }))
        expect(past.later.map(({ seq }) => seq)).toEqual(truth.updatesAfter(at).map(({ seq }) => seq))
      }
    }
  })
})
