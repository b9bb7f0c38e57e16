import { expect, it } from 'vitest'
import { Flow } from '../../../src/gateway/delivery/flow.ts'

/** A viewer that reads so many bytes a second, on a clock of its own; what it has not read waits in the network. */
class Reader {
  readonly flow = new Flow()
  now = 0
  readonly #bytesPerSecond: number
  #unread: { bytes: number; probe: number | undefined }[] = []
  #credit = 0

  constructor(bytesPerSecond: number) {
    this.#bytesPerSecond = bytesPerSecond
  }

  get unreadBytes(): number {
    return this.#unread.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  send(bytes: number): void {
    this.flow.sent(bytes)
    this.#unread.push({ bytes, probe: this.flow.isProbeDue ? this.flow.probed(this.now) : undefined })
  }

  pass(ms: number): void {
    this.now += ms
    this.#credit += (this.#bytesPerSecond * ms) / 1_000
    for (let first = this.#unread[0]; first && first.bytes <= this.#credit; first = this.#unread[0]) {
      this.#credit -= first.bytes
      this.#unread.shift()
      if (first.probe !== undefined) this.flow.confirmed(first.probe, this.now)
    }
    if (this.#unread.length === 0) this.#credit = 0
  }
}

/** As much as the window admits, every 10 ms. */
function stream(reader: Reader, seconds: number): number {
  let sent = 0
  for (let step = 0; step < seconds * 100; step += 1) {
    while (!reader.flow.isFull && sent < 10_000_000) {
      reader.send(300)
      sent += 300
    }
    reader.pass(10)
  }
  return sent
}

it('[W5] lets a viewer that reads nothing have no more than the first window', () => {
  const reader = new Reader(0)

  stream(reader, 60)

  expect(reader.flow.isFull).toBe(true)
  expect(reader.unreadBytes).toBeLessThan(20 * 1024)
})

it('[W4] comes to keep less than two seconds on the way to a viewer that reads 1 KB a second', () => {
  const reader = new Reader(1_024)

  stream(reader, 60)

  expect(reader.unreadBytes).toBeLessThan(2 * 1_024)
})

it('opens the window for a fast viewer until it no longer limits it', () => {
  const reader = new Reader(2_000_000)

  expect(stream(reader, 5)).toBeGreaterThan(5_000_000)
})

it.each([
  [1_500, 'keeps its window', false],
  [1_501, 'has half of it left', true],
])('[W4] a viewer who answers after %i ms %s', (tookMs, _what, isFull) => {
  const flow = new Flow()
  flow.confirmed(flow.probed(0), tookMs)
  flow.sent(12 * 1024)

  expect(flow.isFull).toBe(isFull)
})

it('takes an answer larger than the window, because it was asked for', () => {
  const flow = new Flow()

  flow.allow(200_000)
  flow.sent(200_000)

  expect(flow.isFull).toBe(false)
})

it('is not misled by pongs that nobody asked for', () => {
  const flow = new Flow()
  const number = flow.probed(0)

  flow.confirmed(undefined, 1)
  flow.confirmed(number + 1, 1)
  flow.sent(100_000)
  flow.confirmed(number, 2)
  flow.confirmed(number, 3)

  expect(flow.isFull).toBe(true)
})

it('takes a pong to the latest ping for all before it (RFC 6455, section 5.5.3)', () => {
  const flow = new Flow()
  let latest = 0
  for (let at = 1; at <= 1_000; at += 1) {
    for (let probe = 0; probe < 3; probe += 1) {
      flow.sent(4_000)
      latest = flow.probed(at)
    }
    flow.confirmed(latest, at)

    expect(flow.waitingSince).toBe(undefined)
    expect(flow.isFull).toBe(false)
  }
})

it('has no more than 128 probes on their way', () => {
  const flow = new Flow()
  let probes = 0
  for (; probes < 1_000; probes += 1) {
    flow.wantProbe()
    if (!flow.isProbeDue) break
    flow.probed(probes)
  }

  expect(probes).toBe(128)
  flow.confirmed(0, 1_000)
  expect(flow.isProbeDue).toBe(true)
})

it('[W4] counts the time without progress, not the time since it was sent', () => {
  const flow = new Flow()
  const probes = [1, 2, 3].map(() => {
    flow.sent(8_000)
    return flow.probed(0)
  })

  flow.confirmed(probes[0], 20_000)
  expect(flow.waitingSince).toBe(20_000)
  flow.confirmed(probes[1], 40_000)
  expect(flow.waitingSince).toBe(40_000)
  flow.confirmed(probes[2], 60_000)
  expect(flow.waitingSince).toBe(undefined)
})

it('opens the window to 128 KB at most, however fast the viewer reads', () => {
  const flow = new Flow()
  flow.sent(1_000_000)
  flow.confirmed(flow.probed(0), 1)

  flow.sent(128 * 1_024)
  expect(flow.isFull).toBe(false)
  flow.sent(1)
  expect(flow.isFull).toBe(true)
})

it('[W4] leaves space for 1 KB, however slowly the viewer reads', () => {
  const flow = new Flow()
  for (let at = 0; at < 100_000; at += 2_000) flow.confirmed(flow.probed(at), at + 2_000)

  flow.sent(1_024)
  expect(flow.isFull).toBe(false)
  flow.sent(1)
  expect(flow.isFull).toBe(true)
})

it('wants a probe for every quarter of the window', () => {
  const flow = new Flow()
  flow.sent(4 * 1_024 - 1)
  expect(flow.isProbeDue).toBe(false)
  flow.sent(1)
  expect(flow.isProbeDue).toBe(true)
})
