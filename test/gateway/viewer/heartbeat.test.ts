import { expect, it, onTestFinished, vi } from 'vitest'
import { encodeTextFrame } from '../../../src/gateway/delivery/frame.ts'
import type { PlainFrames } from '../../../src/gateway/delivery/frames.ts'
import { HeartbeatWheel } from '../../../src/gateway/viewer/heartbeat.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'

fakeTimePerTest()

function openWheel(periodMs: number): HeartbeatWheel {
  const wheel = new HeartbeatWheel(periodMs, Date.now)
  onTestFinished(() => wheel.close())
  return wheel
}

class Member {
  readonly beatenAt: number[] = []
  readonly beats: PlainFrames[] = []
  beat(heartbeat: PlainFrames): void {
    this.beatenAt.push(Date.now())
    this.beats.push(heartbeat)
  }
}

it.each([100, 1_000, 25_000])('beats everybody within every %i ms, with time to spare for a late timer', (periodMs) => {
  const wheel = openWheel(periodMs)
  const start = Date.now()
  const members = Array.from({ length: 60 }, () => new Member())
  for (const member of members) wheel.add(member)

  vi.advanceTimersByTime(20 * periodMs)

  for (const { beatenAt } of members) {
    const gaps = [start, ...beatenAt].map((at, index, all) => (all[index + 1] ?? Date.now()) - at)
    expect(Math.max(...gaps)).toBeLessThan(periodMs)
    expect(beatenAt.length).toBeLessThanOrEqual(28)
  }
})

it('spreads a crowd that came together', () => {
  const wheel = openWheel(25_000)
  const members = Array.from({ length: 250 }, () => new Member())
  for (const member of members) wheel.add(member)

  vi.advanceTimersByTime(50_000)

  const atOnce = new Map<number, number>()
  for (const at of members.flatMap(({ beatenAt }) => beatenAt)) atOnce.set(at, (atOnce.get(at) ?? 0) + 1)
  expect(Math.max(...atOnce.values())).toBe(10)
})

it('sends the time, in a frame that is the same to all', () => {
  const wheel = openWheel(100)
  const [first, second] = [new Member(), new Member()]
  wheel.add(first)
  for (let other = 0; other < 24; other += 1) wheel.add(new Member())
  wheel.add(second)

  vi.advanceTimersByTime(100)

  expect(first.beats[0]?.frame).toEqual(encodeTextFrame(`{"op":"heartbeat","at":${first.beatenAt[0]}}`))
  expect(first.beats[0]).toBe(second.beats[0])
})

it('leaves alone who left, and everybody once it is closed', () => {
  const wheel = openWheel(100)
  const [left, stayed] = [new Member(), new Member()]
  const leave = wheel.add(left)
  wheel.add(stayed)
  leave()
  leave()
  vi.advanceTimersByTime(100)
  expect(left.beats).toEqual([])
  const { length } = stayed.beats
  expect(length).toBeGreaterThan(0)

  wheel.close()
  vi.advanceTimersByTime(1_000)
  expect(stayed.beats).toHaveLength(length)
})
