import type { Socket } from 'node:net'
import { expect, it, vi } from 'vitest'
import { Batch } from '../../../src/gateway/delivery/batch.ts'
import { encodeTextFrame } from '../../../src/gateway/delivery/frame.ts'
import { Writer } from '../../../src/gateway/delivery/writer.ts'
import { readHeader } from './read-header.ts'

const KB = 1_024

/** A whole frame of this many bytes. */
const frameOf = (bytes: number) => encodeTextFrame('x'.repeat(bytes - (bytes > 65_545 ? 10 : 4)))

it('[W5] says that a viewer falls behind when more than 64 KB are not taken by the kernel, whatever it has confirmed', () => {
  const { tcp, writer, fallBehind } = setUp()
  writer.allow(10_000 * KB)

  tcp.writableLength = 64 * KB
  writer.write(frameOf(100))
  expect(fallBehind).not.toHaveBeenCalled()
  tcp.writableLength = 64 * KB + 1
  writer.write(frameOf(100))
  expect(fallBehind).toHaveBeenCalledOnce()
})

it('[W5] says so too when more is on its way than the window lets pass', () => {
  const { writer, fallBehind } = setUp()
  writer.write(frameOf(16 * KB))
  expect(fallBehind).not.toHaveBeenCalled()
  writer.write(frameOf(100))
  expect(fallBehind).toHaveBeenCalledOnce()
})

it('[W4] bears a viewer who takes nothing for 30 s', () => {
  expect(setUp().writer.patienceMs).toBe(30_000)
})

it('has space again when half of that is taken', () => {
  const { tcp, writer } = setUp()
  tcp.writableLength = 32 * KB
  expect(writer.hasSpace).toBe(true)
  tcp.writableLength = 32 * KB + 1
  expect(writer.hasSpace).toBe(false)
})

it('writes a ping and what it follows in one call', () => {
  const { writer, take } = setUp()
  writer.write(frameOf(100))
  expect(take().corked).toEqual([])
  writer.wantProbe()
  writer.write(frameOf(100))
  expect(take().corked).toEqual(['cork', 'uncork'])
})

it('writes 32 KB at once, and more in parts of 8 KB with a ping after each', () => {
  const { writer, take } = setUp()
  writer.allow(1_000 * KB)
  writer.write(frameOf(32 * KB))
  expect(take().frames.map(({ length }) => length)).toEqual([32 * KB])

  writer.write(frameOf(32 * KB + 1))
  expect(take().frames).toHaveLength(4)

  writer.write(frameOf(33 * KB))
  const { frames, corked } = take()
  expect(frames).toHaveLength(5)
  expect(frames.every(({ length, isPinged }) => isPinged && length <= 8 * KB + 4)).toBe(true)
  // All parts go to the kernel in one call: nothing is uncorked before the end.
  const depths = corked.map((_, at) =>
    corked.slice(0, at + 1).reduce((sum, each) => sum + (each === 'cork' ? 1 : -1), 0),
  )
  expect(depths.indexOf(0)).toBe(corked.length - 1)
})

it('[W4] writes less at once to a viewer that reads slowly, so that its pongs say in time that it does', () => {
  const { writer, take, pong } = setUp()
  for (let n = 0; n < 2; n += 1) {
    writer.write(frameOf(8 * KB))
    pong(16_000)
  }
  take()

  writer.write(frameOf(16 * KB))
  const { frames } = take()
  expect(frames.every(({ length, isPinged }) => isPinged && length <= 2 * KB + 4)).toBe(true)
})

it('writes 64 parts at most, however long the frame is', () => {
  const { writer, take } = setUp()
  writer.allow(3_000 * KB)
  writer.write(frameOf(2_000 * KB))
  expect(take().frames).toHaveLength(64)
})

it('waits for the kernel once, however often it is asked whether there is space', () => {
  const { tcp, writer, drained } = setUp()
  tcp.writableNeedDrain = true
  writer.probe()
  writer.probe()
  expect(tcp.listeners).toHaveLength(1)

  tcp.listeners.pop()?.()
  expect(drained).toHaveBeenCalledOnce()
  writer.probe()
  expect(tcp.listeners).toHaveLength(1)
})

it('writes nothing once it has ended, and lets go of what was owed', () => {
  const { tcp, writer, take } = setUp()
  writer.owed = new Batch().with(frameOf(100))
  writer.end()
  expect(writer.owed).toBe(undefined)
  expect(writer.isReachable).toBe(false)
  writer.write(frameOf(100))
  writer.probe()
  writer.flush()

  expect(take().frames).toEqual([])
  expect(writer.unsentBytes).toBe(0)
  expect(tcp.listeners).toEqual([])
})

class FakeTcp {
  writable = true
  writableLength = 0
  writableNeedDrain = false
  readonly written: Buffer[] = []
  readonly corked: string[] = []
  readonly listeners: (() => void)[] = []

  write(bytes: Buffer): void {
    this.written.push(bytes)
  }

  cork(): void {
    this.corked.push('cork')
  }

  uncork(): void {
    this.corked.push('uncork')
  }

  once(_event: string, listener: () => void): void {
    this.listeners.push(listener)
  }
}

function setUp() {
  const tcp = new FakeTcp()
  const fallBehind = vi.fn()
  const drained = vi.fn()
  const writer = new Writer(tcp as unknown as Socket, { fallBehind, drained })
  let pongs = 0
  return {
    /** Answers the next ping so long after it was sent. */
    pong(tookMs: number) {
      writer.confirmed(pongs, performance.now() + tookMs)
      pongs += 1
    },
    tcp,
    writer,
    fallBehind,
    drained,
    /** Frames that were written since, and whether a ping came right behind each. */
    take() {
      const corked = tcp.corked.splice(0)
      const frames: { length: number; isPinged: boolean }[] = []
      let bytes: Buffer = Buffer.concat(tcp.written.splice(0))
      while (bytes.length > 0) {
        const { header, length } = readHeader(bytes)
        const last = frames.at(-1)
        if (bytes[0] === 0x89 && last !== undefined) last.isPinged = true
        else frames.push({ length: header + length, isPinged: false })
        bytes = bytes.subarray(header + length)
      }
      return { frames, corked }
    },
  }
}
