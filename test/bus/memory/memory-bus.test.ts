import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it, vi } from 'vitest'
import { createMemoryBus } from '../../../src/bus/memory/memory-bus.ts'
import { audienceContract } from '../../contracts/audience-contract.ts'
import { busContract } from '../../contracts/bus-contract.ts'
import { busHistoryContract } from '../../contracts/bus-history-contract.ts'
import { fleetChannelContract } from '../../contracts/fleet-channel-contract.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { entry } from '../entries.ts'

const open = async () => createMemoryBus()

fakeTimePerTest({ toFake: ['performance'] })
const pass = (ms: number) => {
  vi.advanceTimersByTime(ms)
}

busContract('MemoryBus', open)
busHistoryContract('MemoryBus', open)
fleetChannelContract('the fleet of MemoryBus', open)
audienceContract('the audience of MemoryBus', open, async () => ({
  audience: await open(),
  pass,
  leewayMs: 1,
}))

it('keeps 10,000 matches, and forgets the one that was published longest ago', async () => {
  const bus = createMemoryBus()
  for (let match = 0; match < 10_000; match += 1) await bus.publish(entry(`m${match}`, 1))
  await bus.publish(entry('m0', 2))
  await bus.publish(entry('one more', 1))

  const heads = await bus.readHeads(['m0', 'm1', 'm2', 'm9999', 'one more'])
  expect(heads.map((head) => head?.seq)).toEqual([2, undefined, 1, 1, 1])
})

it('keeps nothing once it is closed, and calls nobody', async () => {
  const bus = createMemoryBus()
  const heard: number[] = []
  await bus.subscribe('m1', ({ seq }) => heard.push(seq))
  await bus.publish(entry('m1', 1))
  await bus.close()
  expect(await bus.read('m1')).toBe(undefined)
  await bus.publish(entry('m1', 2))
  expect(heard).toEqual([1])
})

function heldBytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}

it('keeps nothing of a match that nobody listens to any more', async () => {
  const bus = createMemoryBus()
  const before = heldBytes()
  // Their names are so long that those which stay are seen in the memory of this process, whatever else is in it.
  for (let count = 0; count < 64; count += 1) {
    const leave = await bus.subscribe(Buffer.alloc(2 ** 19 + count, `${count} `).toString('latin1'), () => {})
    await leave()
  }
  expect(heldBytes() - before).toBeLessThan(2 ** 24)
  await bus.close()
})
