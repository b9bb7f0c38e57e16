import type { Socket } from 'node:net'
import { Writable } from 'node:stream'
import { expect, it, vi } from 'vitest'
import { StreamWriter } from '../../../src/gateway/delivery/stream-writer.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'

fakeTimePerTest({ toFake: ['performance'] })

/** A kernel that takes a write when the test says so. */
function open() {
  const taken: (() => void)[] = []
  const tcp = new Writable({ highWaterMark: 1_024, write: (_bytes, _encoding, done) => void taken.push(done) })
  const told: string[] = []
  const writer = new StreamWriter(tcp as unknown as Socket, {
    fallBehind: () => told.push('behind'),
    drained: () => told.push('room'),
  })
  const takeOne = async () => {
    taken.shift()?.()
    await new Promise(setImmediate)
  }
  return { writer, told, takeOne, tcp }
}

it('[W5] [W19] is behind with more than 64 KiB that the kernel has not taken, and not with less', () => {
  const { writer, told } = open()
  writer.write(Buffer.alloc(32 * 1024))
  expect(writer.hasSpace).toBe(true)
  writer.write(Buffer.alloc(1))
  expect(writer.hasSpace).toBe(false)
  writer.write(Buffer.alloc(32 * 1024 - 1))
  expect(told).toEqual([])
  writer.write(Buffer.alloc(1))
  expect(told).toEqual(['behind'])
  expect(writer.unsentBytes).toBe(64 * 1024 + 1)
})

it('[W19] tells when everything has been taken, once for each time that it was asked', async () => {
  const { writer, told, takeOne } = open()
  writer.write(Buffer.alloc(100))
  writer.probe()
  writer.probe()
  await takeOne()
  expect(told).toEqual([])
  await takeOne()
  expect(told).toEqual(['room'])
  expect(writer.hasSpace).toBe(true)
})

it('[W4] [W19] waits from the last bytes that were taken, and only while somebody wants to know', async () => {
  const { writer, takeOne } = open()
  const start = Math.trunc(performance.now())
  for (let n = 0; n < 3; n += 1) writer.write(Buffer.alloc(40_000))
  expect(writer.waitingSince).toBeUndefined()
  writer.probe()
  expect(writer.waitingSince).toBe(start)
  vi.advanceTimersByTime(50_000)
  expect(writer.waitingSince).toBe(start)
  await takeOne()
  expect(writer.waitingSince).toBe(start + 50_000)
  vi.advanceTimersByTime(60_000)
  expect(writer.waitingSince).toBe(start + 50_000)
  expect(writer.patienceMs).toBe(120_000)
})

it('[W19] tells nothing after its end', async () => {
  const { writer, told, takeOne } = open()
  writer.probe()
  writer.end()
  await takeOne()
  writer.write(Buffer.alloc(100_000))
  expect(told).toEqual([])
  expect(writer.unsentBytes).toBe(0)
})
