import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { DatabaseUnavailable } from '../../../src/errors.ts'
import { Unauthorised } from '../../../src/ingest/routes/feed-auth.ts'
import { FeedConnection, type Identity } from '../../../src/ingest/socket/feed-connection.ts'
import type { Written } from '../../../src/ingest/writer/write-request.ts'
import type { FeedAnswer } from '../../../src/protocol/feed-messages.ts'

const MAX_UNSENT_BYTES = 1_048_576
const MAX_PENDING = 256

const OPTA: Identity = { feed: { feed: 'opta', source: 'opta', isOperator: false, mayWrite: (id) => id !== 'theirs' } }

/** A connection whose database answers when the test says so. */
function openWorld(identity?: Identity, { turns = Number.POSITIVE_INFINITY, bufferedAmount = 0 } = {}) {
  const sent: FeedAnswer[] = []
  const closed: (number | 'terminated')[] = []
  const unexpected: unknown[] = []
  const answered: (readonly [status: number, feed: string | undefined])[] = []
  const recordings: {
    match: string
    requestId: string | undefined
    finish(result: Partial<Written['results'][number]> | Error): void
  }[] = []
  const lookups: { resolve(identity: Identity): void; reject(error: Error): void }[] = []
  let left = turns
  const connection = new FeedConnection(
    {
      bufferedAmount,
      send: (text) => void sent.push(JSON.parse(text)),
      close: (code) => void closed.push(code),
      terminate: () => void closed.push('terminated'),
    },
    {
      recorder: {
        record: (match, { requestId }) =>
          new Promise((resolve, reject) => {
            recordings.push({
              match,
              requestId,
              finish(result) {
                if (result instanceof Error) reject(result)
                else resolve({ results: [{ id: 'x', status: 'applied', ...result } as never], seq: 1 })
              },
            })
          }),
      },
      identify: () => new Promise((resolve, reject) => lookups.push({ resolve, reject })),
      takeTurn() {
        left -= 1
        return left >= 0
      },
      ratePerSecond: turns,
      onAnswered: ({ status, feed }) => void answered.push([status, feed]),
      onUnexpected: (error) => void unexpected.push(error),
    },
    'r1',
    identity,
  )
  const say = (frame: object) => connection.receive(Buffer.from(JSON.stringify(frame)), false)
  return {
    connection,
    sent,
    closed,
    unexpected,
    answered,
    recordings,
    lookups,
    say,
    event: (id: number, match = 'm1') => say({ op: 'event', id, match, event: { id: `e${id}`, type: 'note' } }),
  }
}

describe('[H16] answers', () => {
  it('come in the order of a match, whatever was ready first, and other matches do not wait', async () => {
    const { event, recordings, sent } = openWorld(OPTA)
    event(1)
    event(2)
    event(3, 'm2')
    recordings[1]?.finish({ seq: 2 })
    recordings[2]?.finish({ seq: 1 })
    await nextTurn()
    expect(sent.map(({ id }) => id)).toEqual([3])
    recordings[0]?.finish({ seq: 1 })
    await nextTurn()
    expect(sent).toEqual([
      { op: 'ack', id: 3, status: 'applied', seq: 1 },
      { op: 'ack', id: 1, status: 'applied', seq: 1 },
      { op: 'ack', id: 2, status: 'applied', seq: 2 },
    ])
  })

  it('a refusal waits for the answers before it, too', async () => {
    const { event, recordings, sent } = openWorld(OPTA, { turns: 1 })
    event(1)
    event(2)
    await nextTurn()
    expect(sent).toEqual([])
    recordings[0]?.finish({})
    await nextTurn()
    expect(sent).toMatchObject([
      { op: 'ack', id: 1 },
      { op: 'error', id: 2, code: 'rate-exceeded' },
    ])
  })

  it(`${MAX_PENDING} may wait; the next is too-many-pending at once, and is taken when one was answered`, async () => {
    const { event, recordings, sent } = openWorld(OPTA)
    for (let id = 1; id <= MAX_PENDING + 1; id += 1) event(id)
    expect(recordings).toHaveLength(MAX_PENDING)
    expect(sent).toMatchObject([{ op: 'error', id: MAX_PENDING + 1, code: 'too-many-pending' }])
    recordings[0]?.finish({})
    await nextTurn()
    event(MAX_PENDING + 1)
    expect(recordings).toHaveLength(MAX_PENDING + 1)
  })

  it('are counted with the status that they have over HTTP, and with the feed', async () => {
    const { connection, event, say, recordings, answered } = openWorld(OPTA, { turns: 4 })
    event(1)
    event(2)
    event(3, 'theirs')
    event(4)
    event(5)
    say({ op: 'nothing' })
    recordings[0]?.finish({})
    recordings[1]?.finish(new DatabaseUnavailable('it is away'))
    recordings[2]?.finish(new Error('a bug'))
    await nextTurn()
    expect(answered.toSorted(([a], [b]) => a - b)).toEqual(
      [200, 400, 403, 429, 500, 503].map((status) => [status, 'opta']),
    )
    connection.close(1000, 'done')
    const stranger = openWorld()
    stranger.event(1)
    expect(stranger.answered).toEqual([[401, undefined]])
  })

  it('tell what a bug was to the log, and to the feed nothing of it', async () => {
    const { event, recordings, sent, unexpected } = openWorld(OPTA)
    event(1)
    recordings[0]?.finish(new TypeError('secret is not a function'))
    await nextTurn()
    expect(sent).toMatchObject([{ op: 'error', id: 1, code: 'internal-error' }])
    expect(JSON.stringify(sent)).not.toContain('secret')
    expect(unexpected).toHaveLength(1)
  })

  it('say that the database is away', async () => {
    const { event, recordings, sent, unexpected } = openWorld(OPTA)
    event(1)
    recordings[0]?.finish(new DatabaseUnavailable('no route'))
    await nextTurn()
    expect(sent).toMatchObject([{ op: 'error', id: 1, code: 'database-unavailable' }])
    expect(unexpected).toEqual([])
  })

  it('a feed that does not read them is cut off, once more than a megabyte of them waits', () => {
    const slow = openWorld(OPTA, { bufferedAmount: MAX_UNSENT_BYTES })
    slow.say({ op: 'nonsense' })
    expect(slow.closed).toEqual([])
    const { say, closed } = openWorld(OPTA, { bufferedAmount: MAX_UNSENT_BYTES + 1 })
    say({ op: 'nonsense' })
    expect(closed).toEqual([4002, 'terminated'])
  })
})

describe('[H16] a feed that says who it is in its first message', () => {
  it('is taken up to the bound while its key is looked up, and then in order', async () => {
    const { say, event, lookups, recordings, sent } = openWorld()
    say({ op: 'auth', key: 'opta-key-1' })
    for (let id = 1; id <= MAX_PENDING + 1; id += 1) event(id)
    expect(recordings).toEqual([])
    expect(sent).toMatchObject([{ op: 'error', id: MAX_PENDING + 1, code: 'too-many-pending' }])
    lookups[0]?.resolve(OPTA)
    await nextTurn()
    expect(recordings).toHaveLength(MAX_PENDING)
  })

  it('waits with one message of the greatest length, or as much in several, and no more', async () => {
    const { say, lookups, recordings, sent } = openWorld()
    const long = (id: number, bytes: number) => {
      const frame = { op: 'event', id, match: 'm1', event: { id: `e${id}`, type: 'note', text: '' } }
      frame.event.text = 'x'.repeat(bytes - JSON.stringify(frame).length)
      say(frame)
    }
    say({ op: 'auth', key: 'opta-key-1' })
    long(1, 65_536 - 200)
    long(2, 200)
    long(3, 100)
    const detail = expect.stringContaining('65536 bytes, while its key is looked up')
    expect(sent).toEqual([{ op: 'error', id: 3, code: 'too-many-pending', detail }])
    lookups[0]?.resolve(OPTA)
    await nextTurn()
    // Whoever is known may have more.
    long(4, 65_536)
    long(5, 65_536)
    expect(recordings).toHaveLength(4)
  })

  it.each([
    ['an event', { op: 'event', id: 1, match: 'm1', event: {} }],
    ['junk', { op: 'nonsense' }],
    ['a key that is no text', { op: 'auth', key: 7 }],
  ])('is closed if it says anything else: %s', (_what, frame) => {
    const { say, recordings, closed, sent } = openWorld()
    say(frame)
    expect(sent).toMatchObject([{ op: 'error', code: 'unauthorised' }])
    expect(closed).toEqual([4501])
    expect(recordings).toEqual([])
  })

  it.each([
    ['too long', { op: 'auth', key: 'k'.repeat(513) }, 'key must have 512 characters at most'],
    ['beside what nobody knows', { op: 'auth', key: 'opta-key-1', token: 'x' }, 'token'],
  ])('[H20] is told what is wrong with a key that is %s', (_what, frame, why) => {
    const { say, lookups, closed, sent } = openWorld()
    say(frame)
    expect(sent).toMatchObject([{ op: 'error', code: 'unauthorised', detail: expect.stringContaining(why) }])
    expect(closed).toEqual([4501])
    expect(lookups).toEqual([])
  })

  it('is closed for a wrong key, and nothing that came with it is recorded', async () => {
    const { say, event, lookups, recordings, closed } = openWorld()
    say({ op: 'auth', key: 'wrong' })
    event(1)
    lookups[0]?.reject(new Unauthorised('no'))
    await nextTurn()
    expect(closed).toEqual([4501])
    expect(recordings).toEqual([])
  })

  it('may come back if its key cannot be looked up now', async () => {
    const { say, lookups, closed, sent } = openWorld()
    say({ op: 'auth', key: 'opta-key-1' })
    lookups[0]?.reject(new DatabaseUnavailable('no route'))
    await nextTurn()
    expect(sent).toMatchObject([{ op: 'error', code: 'database-unavailable' }])
    expect(closed).toEqual([4001])
  })

  it('says so once', () => {
    const { say, sent, closed } = openWorld(OPTA)
    say({ op: 'auth', key: 'opta-key-1' })
    expect(sent).toMatchObject([{ op: 'error', code: 'invalid-message' }])
    expect(closed).toEqual([])
  })
})

describe('[H16] a replica that stops', () => {
  it('answers what it took, takes no more, and closes then', async () => {
    const { connection, event, recordings, sent, closed } = openWorld(OPTA)
    event(1)
    connection.leave()
    event(2)
    expect(sent).toMatchObject([{ op: 'error', id: 2, code: 'stopping' }])
    expect(closed).toEqual([])
    recordings[0]?.finish({})
    await connection.idle()
    expect(sent).toMatchObject([{ id: 2 }, { op: 'ack', id: 1 }])
    expect(closed).toEqual([4001])
  })

  it('closes at once whom it owes nothing', () => {
    const { connection, closed } = openWorld(OPTA)
    connection.leave()
    expect(closed).toEqual([4001])
  })
})

it('[H16] names the request of each event by that of the upgrade and its own number, as no other socket does', () => {
  const { recordings, event } = openWorld(OPTA)
  event(7, 'm1')
  expect(recordings.map(({ requestId }) => requestId)).toEqual(['r1 frame 7'])
})

it('[H16] binary frames are no part of the protocol', () => {
  const { connection, closed } = openWorld(OPTA)
  connection.receive(Buffer.from('{}'), true)
  expect(closed).toEqual([4500])
})
