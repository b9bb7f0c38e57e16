import { createRedisBus } from '../../../src/bus/redis/redis-bus.ts'
import { expect, onTestFinished } from '../../support/concurrent.ts'
import { entry, listen } from '../entries.ts'

/** A bus with what it complained of; closed when the test finishes. */
export function openListed(url: string, prefix: string) {
  const errors: string[] = []
  const bus = createRedisBus({ url, prefix, onError: (error) => errors.push(error.message) })
  onTestFinished(() => bus.close())
  return { bus, errors }
}

/** All that servers of ours ask of a broker. @returns what went wrong */
export async function doEverything(url: string, prefix: string): Promise<string[]> {
  const { bus, errors } = openListed(url, prefix)
  await expect.poll(() => bus.health).toBe('up')
  const heard = await listen(bus, 'm1')
  const leave = await bus.subscribe('m2', () => {})
  await leave()
  await bus.publish(entry('m1', 1))
  await bus.publish(entry('m1', 1))
  await bus.publish({ ...entry('m1', 1), epoch: 'e2' })
  await bus.restart('m1', { epoch: 'e3', seq: 4, state: '{}', recent: [{ seq: 4, wire: 'four' }] })
  await expect.poll(() => heard.length).toBeGreaterThan(2)
  await bus.read('m1')
  await bus.readHeads(['m1'])
  await bus.remove('m1', 'e4')
  await bus.countKept(['m1'])
  await expect.poll(async () => (await bus.readChanges()).heads.size).toBe(1)
  await bus.tellFleet('members', 'g1')
  await bus.reportViewers('g1', new Map([['m1', 3]]))
  expect(await bus.readViewers(['m1'])).toEqual([3])
  await bus.reportViewers('g1', new Map())
  expect(await bus.takeTokens?.('feed', { perSecond: 5, burst: 5 }, 3)).toBe(3)
  await bus.report([{ match: 'm1', epoch: 'e', seq: 1 }])
  expect(await bus.takeSuspects()).toHaveLength(1)
  return errors
}
