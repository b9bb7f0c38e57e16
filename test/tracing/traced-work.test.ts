import { expect, it } from 'vitest'
import type { Bus, BusEntry } from '../../src/bus/bus.ts'
import type { Recorder } from '../../src/ingest/record-event.ts'
import { tracePublish } from '../../src/tracing/traced-publish.ts'
import { traceRecorder } from '../../src/tracing/traced-recorder.ts'
import type { TracedRequests } from '../../src/tracing/traced-requests.ts'
import { noteSpans } from './note-spans.ts'

const sender = { feed: 'desk', source: 'desk', requestId: 'r' }

/** A recorder whose work ends when the test says so. */
function openRecorder() {
  const { tracing, ended } = noteSpans()
  const work: { end(): void; fail(error: Error): void }[] = []
  const record = () =>
    new Promise<never>((resolve, reject) => work.push({ end: () => resolve(undefined as never), fail: reject }))
  const requests = { parentOf: () => 'parent' } as unknown as TracedRequests
  const traced = traceRecorder({ record } as unknown as Recorder, tracing, requests)
  return { traced, ended, work }
}

it('a commit belongs to what has waited longest for the match, and to nothing once all of it has ended', async () => {
  const { traced, ended, work } = openRecorder()
  const [first, second, other] = ['m', 'm', 'n'].map((match) => traced.record(match, sender, []))
  expect(['m', 'n', 'k'].map((match) => traced.workOn(match))).toEqual(['span 1', 'span 3', undefined])
  work[0]?.end()
  await first
  expect(traced.workOn('m')).toBe('span 2')
  work[1]?.fail(new Error('the database is away'))
  await expect(second).rejects.toThrow('away')
  expect(['m', 'n'].map((match) => traced.workOn(match))).toEqual([undefined, 'span 3'])
  work[2]?.end()
  await other
  expect(ended).toEqual([
    ['span 1', undefined],
    ['span 2', { failure: 'the database is away' }],
    ['span 3', undefined],
  ])
})

it('what is published ends with what became of it, and what belongs to no request has no span', async () => {
  const { tracing, started, ended } = noteSpans()
  const answers: (() => Promise<string>)[] = [
    async () => 'taken',
    async () => 'behind',
    () => Promise.reject(new Error('no broker')),
    async () => 'taken',
  ]
  const published: BusEntry[] = []
  const bus = {
    health: 'up',
    publish(entry: BusEntry) {
      published.push(entry)
      return answers.shift()?.()
    },
  } as unknown as Bus
  const traced = tracePublish(bus, tracing)
  const entry: BusEntry = { match: 'm', epoch: 'e', updates: [{ seq: 4, wire: '{}' }], state: '{}' }
  expect(await traced.publish({ ...entry, trace: 'parent' })).toBe('taken')
  expect(await traced.publish({ ...entry, trace: 'parent' })).toBe('behind')
  await expect(traced.publish({ ...entry, trace: 'parent' })).rejects.toThrow('no broker')
  await traced.publish(entry)
  expect(ended).toEqual([
    ['span 1', {}],
    ['span 2', { failure: 'behind' }],
    ['span 3', { failure: 'no broker' }],
  ])
  expect(started.map(([name, options]) => [name, options?.parent])).toEqual(
    Array.from({ length: 3 }, () => ['publish update', 'parent']),
  )
  expect(published.map(({ trace }) => trace)).toEqual(['span 1', 'span 2', 'span 3', undefined])
  expect(traced.health).toBe('up')
})
