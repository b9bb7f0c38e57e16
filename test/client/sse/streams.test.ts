import { expect, it, onTestFinished, vi } from 'vitest'
import '../../../src/client/connection/ways/other-ways.ts'
import { createClient } from '../../../src/client/index.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { forSeeds } from '../../support/seeded-random.ts'
import { settle } from '../fake-network.ts'
import { createFakeStreams } from '../fake-streams.ts'
import { Truth } from '../truth.ts'

fakeTimePerTest()

async function pass(ms = 200): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await settle()
  await vi.advanceTimersByTimeAsync(ms)
  for (let turn = 0; turn < 10; turn += 1) await settle()
}

it('[W19] follows more over another stream, which resumes the rest, and misses nothing in between', async () => {
  await forSeeds(1, async (random) => {
    const network = createFakeStreams()
    const client = createClient({ url: 'http://server', transports: ['sse'] })
    onTestFinished(() => client.close())
    const [m1, m2] = [new Truth('m1'), new Truth('m2')]
    const seqs: number[] = []
    const statuses: string[] = []
    const first = client.subscribe('m1')
    first.on('update', ({ message }) => seqs.push(message.seq))
    await pass()
    network.latest().hello()
    await pass()
    const stream = network.latest()
    stream.hello()
    stream.says({
      op: 'subscribed',
      id: stream.sent[0]?.['id'],
      matches: [m1.answer(undefined, undefined, 0)],
      rejected: [],
    })
    stream.says(m1.change(random))
    await pass()
    expect([first.seq, first.status.kind]).toEqual([1, 'live'])

    first.on('status', ({ kind }) => statuses.push(kind))
    client.on('status', ({ kind }) => statuses.push(kind))
    const second = client.subscribe('m2')
    await pass()
    const next = network.latest()
    expect(next).not.toBe(stream)
    expect(next.sent[0]?.['matches']).toEqual([{ ...m1.position }, { match: 'm2' }])
    // The old one goes on until the new one says hello; what is told twice counts once, and what neither told would be missing.
    stream.says(m1.change(random))
    m1.change(random)
    next.hello()
    const matches = [m1.answer('e0', 1, 0), m2.answer(undefined, undefined, 0)]
    next.says({ op: 'subscribed', id: next.sent[0]?.['id'], matches, rejected: [] })
    await pass()
    expect(stream.isClosedByClient).toBe(true)
    expect(seqs).toEqual([1, 2, 3])
    expect([first.seq, second.seq]).toEqual([3, 0])
    expect(statuses).toEqual([])
    expect(network.latest()).toBe(next)
  })
})

it('[W19] comes back after a stream that ends, and stays away after one that says so', async () => {
  const network = createFakeStreams()
  const client = createClient({ url: 'http://server', transports: ['sse'], random: () => 0 })
  onTestFinished(() => client.close())
  client.subscribe('m1')
  await pass()
  network.latest().hello()
  await pass()
  const before = network.latest()
  before.hello()
  before.drops()
  await pass(1_000)
  expect(network.latest()).not.toBe(before)
  network.latest().hello()
  network.latest().drops(4501)
  await pass(1_000)
  expect(client.status).toMatchObject({ kind: 'closed', code: 4501 })
})

it('[W19] [W21] a token that ends is renewed over another stream: nothing is missed, and nothing is said to be old', async () => {
  await forSeeds(1, async (random) => {
    const network = createFakeStreams()
    const token = vi.fn(async () => `token ${token.mock.calls.length}`)
    const client = createClient({ url: 'http://server', transports: ['sse'], token })
    onTestFinished(() => client.close())
    const truth = new Truth('m1')
    const match = client.subscribe('m1')
    const seqs: number[] = []
    match.on('update', ({ message }) => seqs.push(message.seq))
    await pass()
    network.latest().hello()
    network.latest().says({ op: 'authorised', expiresInMs: 600_000 })
    await pass()
    const stream = network.latest()
    stream.hello()
    stream.says({ op: 'authorised', expiresInMs: 600_000 })
    const { id } = stream.sent[0] ?? {}
    stream.says({ op: 'subscribed', id, matches: [truth.answer(undefined, undefined, 0)], rejected: [] })
    stream.says(truth.change(random))
    await pass()
    expect([match.seq, stream.authorization]).toEqual([1, 'Bearer token 1'])

    const statuses: string[] = []
    client.on('status', ({ kind }) => statuses.push(kind))
    // Half a minute before the token ends. The page cannot give another one at first, and is asked again.
    token.mockRejectedValueOnce(new Error('offline'))
    for (let waitedMs = 0; waitedMs < 570_000; waitedMs += 10_000) {
      stream.says({ op: 'heartbeat', at: Date.now() })
      await pass(10_000)
    }
    expect([network.latest() === stream, token.mock.calls.length]).toEqual([true, 2])
    await pass(5_000)
    const next = network.latest()
    expect([next.authorization, next.sent[0]?.['matches']]).toEqual(['Bearer token 3', [{ ...truth.position }]])
    stream.says(truth.change(random))
    truth.change(random)
    next.hello()
    next.says({ op: 'authorised', expiresInMs: 600_000 })
    next.says({ op: 'subscribed', id: next.sent[0]?.['id'], matches: [truth.answer('e0', 1, 0)], rejected: [] })
    await pass()
    expect([seqs, statuses, stream.isClosedByClient]).toEqual([[1, 2, 3], [], true])

    client.close()
    await pass(600_000)
    expect(token).toHaveBeenCalledTimes(3)
  })
})
