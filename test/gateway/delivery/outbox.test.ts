import { setImmediate as nextTurn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import type { Batch } from '../../../src/gateway/delivery/batch.ts'
import { Outbox, type Recipient, type Served } from '../../../src/gateway/delivery/outbox.ts'
import { forSeeds } from '../../support/seeded-random.ts'

class Viewer implements Recipient {
  owed: Batch | undefined
  isReachable = true
  readonly writes: Buffer[] = []

  flush(): void {
    if (this.owed) this.writes.push(this.owed.bytes())
    this.owed = undefined
  }

  get received(): string {
    return Buffer.concat(this.writes).toString()
  }
}

const [a, b] = ['a', 'b'].map((text) => Buffer.from(text)) as [Buffer, Buffer]

it('writes what is owed in one turn at once, and not before the turn is over', async () => {
  const outbox = new Outbox()
  const viewer = new Viewer()

  outbox.owe(viewer, a)
  outbox.owe(viewer, b)
  await Promise.resolve()
  expect(viewer.writes).toEqual([])
  await nextTurn()
  expect(viewer.writes.map(String)).toEqual(['ab'])

  outbox.owe(viewer, b)
  await nextTurn()
  expect(viewer.writes.map(String)).toEqual(['ab', 'b'])
})

it('gives the very same buffer to all who are owed the same', async () => {
  const outbox = new Outbox()
  const viewers = Array.from({ length: 100 }, () => new Viewer())
  for (const viewer of viewers) outbox.owe(viewer, a)
  for (const viewer of viewers) outbox.owe(viewer, b)
  await nextTurn()

  expect(new Set(viewers.map(({ writes }) => writes[0])).size).toBe(1)
  expect(viewers.every(({ writes }) => writes.length === 1)).toBe(true)
})

it('writes to 128 in a turn, and looks whether the next 32 are there before it writes to any of them', async () => {
  const outbox = new Outbox()
  const steps: string[] = []
  const viewers = Array.from({ length: 300 }, () => ({
    owed: undefined as Batch | undefined,
    get isReachable() {
      steps.push('look')
      return true
    },
    flush() {
      steps.push('write')
    },
  }))
  for (const viewer of viewers) outbox.owe(viewer, a)
  await nextTurn()

  const portion = [...Array(32).fill('look'), ...Array(32).fill('write')]
  expect(steps).toEqual([...portion, ...portion, ...portion, ...portion])
  await nextTurn()
  await nextTurn()
  expect(steps).toHaveLength(600)
})

it('begins a new tree with each pass, so that frames of passes before are held no longer', async () => {
  const outbox = new Outbox()
  const viewer = new Viewer()
  outbox.owe(viewer, a)
  const before = viewer.owed
  await nextTurn()
  outbox.owe(viewer, a)

  expect(viewer.owed).not.toBe(before)
  await nextTurn()
  expect(viewer.writes.map(String)).toEqual(['a', 'a'])
})

it('writes nothing to those who are gone', async () => {
  const outbox = new Outbox()
  const [gone, here] = [new Viewer(), new Viewer()]
  for (const viewer of [gone, here]) outbox.owe(viewer, a)
  gone.isReachable = false
  await nextTurn()

  expect([gone.received, here.received]).toEqual(['', 'a'])
})

it('lets other work run between slices of a big crowd', async () => {
  const outbox = new Outbox()
  const viewers = Array.from({ length: 2_000 }, () => new Viewer())
  for (const viewer of viewers) outbox.owe(viewer, a)
  const served: number[] = []
  while (served.at(-1) !== viewers.length) {
    await nextTurn()
    served.push(viewers.filter(({ writes }) => writes.length > 0).length)
  }

  expect(served.length).toBeGreaterThan(3)
})

it('lets go of what was written, though there is always more to write', async () => {
  const outbox = new Outbox()
  const viewers = Array.from({ length: 1_000 }, () => new Viewer())
  const frames: WeakRef<Buffer>[] = []
  for (let turn = 0; turn < 200; turn += 1) {
    const frame = Buffer.allocUnsafeSlow(100)
    frames.push(new WeakRef(frame))
    for (const viewer of viewers) {
      outbox.owe(viewer, frame)
      viewer.writes.length = 0
    }
    await nextTurn()
  }

  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const held = () => {
    collect()
    return frames.filter((frame) => frame.deref() !== undefined).length
  }
  await expect.poll(held, { interval: 0 }).toBeLessThan(100)
})

it('keeps the order for every viewer, whatever is owed between the slices', async () => {
  await forSeeds(5, async (random) => {
    const outbox = new Outbox()
    const viewers = Array.from({ length: 1_500 }, () => ({ viewer: new Viewer(), owed: '' }))
    for (let round = 0; round < 12; round += 1) {
      for (const each of viewers) {
        if (random.chance(0.5)) continue
        const text = String.fromCharCode(97 + random.int(3))
        outbox.owe(each.viewer, Buffer.from(text))
        each.owed += text
      }
      if (random.chance(0.7)) await nextTurn()
    }
    for (let turn = 0; turn < 40; turn += 1) await nextTurn()

    expect(viewers.filter(({ viewer, owed }) => viewer.received !== owed)).toEqual([])
  })
})

it('tells once a turn how many it wrote to, and when the updates in it were accepted', async () => {
  const told: Served[] = []
  const outbox = new Outbox((served) => told.push(served))
  const recipients = Array.from({ length: 300 }, () => new Viewer())
  outbox.mark(1)
  for (const recipient of recipients) outbox.owe(recipient, Buffer.from('a'))
  for (let at = 0; at < 1_000; at += 1) outbox.mark(at)
  await expect.poll(() => told.length).toBe(1)
  // The first mark belonged to nobody, and 256 updates of a turn are measured at most.
  expect(told[0]).toMatchObject({ deliveries: 300, times: Array.from({ length: 256 }, (_, at) => at) })
})
