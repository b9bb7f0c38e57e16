import { randomUUID } from 'node:crypto'
import { expect, inject, it } from 'vitest'
import { forSeeds } from '../../support/seeded-random.ts'
import { entry, listen, stateAt, updatesOf } from '../entries.ts'
import { openRedisBus } from './open-redis-bus.ts'

it('carries updates from one process to another, both ways', async () => {
  const prefix = `${randomUUID()}:`
  const one = await openRedisBus(inject('redisUrl'), prefix)
  const other = await openRedisBus(inject('redisUrl'), prefix)
  const [byOne, byOther] = [await listen(one, 'm1'), await listen(other, 'm1')]

  await one.publish(entry('m1', 1))
  await other.publish(entry('m1', 2))

  const both = [1, 2]
  const heard = () => [byOne, byOther].map((messages) => messages.map(({ seq }) => seq))
  await expect.poll(heard, { interval: 5, timeout: 5_000 }).toEqual([both, both])
  expect(await one.read('m1')).toEqual(await other.read('m1'))
})

it('does not send again what it has, however often it is published', async () => {
  const prefix = `${randomUUID()}:`
  const one = await openRedisBus(inject('redisUrl'), prefix)
  const other = await openRedisBus(inject('redisUrl'), prefix)
  const heard = await listen(other, 'm1')
  await one.publish(entry('m1', 1, 3))

  await other.publish(entry('m1', 1, 3))
  await one.publish(entry('m1', 2, 4))

  await expect.poll(() => heard.at(-1)?.seq, { interval: 5, timeout: 5_000 }).toBe(4)
  expect(heard.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
})

it('keeps installations with different prefixes apart', async () => {
  const one = await openRedisBus(inject('redisUrl'))
  const other = await openRedisBus(inject('redisUrl'))
  const [byOne, byOther] = [await listen(one, 'm1'), await listen(other, 'm1')]

  await one.publish(entry('m1', 1, 3))
  await other.publish(entry('m1', 9))

  await expect.poll(() => [byOne.length, byOther.length], { interval: 5, timeout: 5_000 }).toEqual([3, 1])
  expect(await other.readHeads(['m1'])).toEqual([{ epoch: 'e1', seq: 9 }])
})

it('[H6] ends with the newest state when several processes publish at once', async () => {
  const prefix = `${randomUUID()}:`
  const buses = await Promise.all([1, 2, 3].map(() => openRedisBus(inject('redisUrl'), prefix)))
  await forSeeds(5, async (random, seed) => {
    const match = `seed-${seed}`
    const heard = await Promise.all(buses.map((bus) => listen(bus, match)))
    const all = Array.from({ length: 60 }, (_, index) => index + 1)

    await Promise.all(random.shuffle(all).map((seq) => random.pick(buses).publish(entry(match, seq))))

    for (const bus of buses) {
      expect(await bus.read(match)).toEqual({ epoch: 'e1', seq: 60, state: stateAt(60), recent: updatesOf(1, 60) })
    }
    const sorted = () => heard.map((messages) => messages.map(({ seq }) => seq).sort((a, b) => a - b))
    await expect.poll(sorted, { interval: 5, timeout: 5_000 }).toEqual(buses.map(() => all))
  })
})
