import { expect, it } from 'vitest'
import { Batch } from '../../../src/gateway/delivery/batch.ts'
import { forSeeds } from '../../support/seeded-random.ts'

const [a, b, c] = ['a', 'bb', 'ccc'].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer]

it('is the frame itself when it holds one', () => {
  expect(new Batch().with(a).bytes()).toBe(a)
})

it('joins its frames in order', () => {
  const batch = new Batch().with(a).with(b).with(c).with(a)
  expect(batch.bytes().toString()).toBe('abbccca')
  expect(batch.byteLength).toBe(7)
})

it('is the same, joined once, for all who are owed the same frames in the same order', () => {
  const start = new Batch()
  const first = start.with(a).with(b)
  start.with(b).with(a)
  start.with(c)

  expect(start.with(a).with(b)).toBe(first)
  expect(start.with(a).with(b).bytes()).toBe(first.bytes())
})

it('tells different orders apart, and goes on from each', () => {
  const start = new Batch()
  expect(start.with(b).with(a).bytes().toString()).toBe('bba')
  expect(start.with(a).with(b).bytes().toString()).toBe('abb')
  expect(start.with(a).bytes()).toBe(a)
})

it('joins any frames that any viewers are owed', async () => {
  await forSeeds(200, (random) => {
    const frames = Array.from({ length: 5 }, (_, index) => Buffer.from(String(index).repeat(1 + index)))
    const start = new Batch()
    for (let viewer = 0; viewer < 20; viewer += 1) {
      const owed = Array.from({ length: 1 + random.int(6) }, () => random.pick(frames))
      const batch = owed.reduce((path, frame) => path.with(frame), start)
      expect(batch.bytes()).toEqual(Buffer.concat(owed))
      expect(batch.byteLength).toBe(batch.bytes().length)
    }
  })
})
