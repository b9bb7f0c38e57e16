import { expect, it } from 'vitest'
import { FairQueue } from '../../../src/gateway/boards/fair-queue.ts'

function setUp(atOnce: number) {
  const queue = new FairQueue(atOnce)
  const begun: string[] = []
  const ends = new Map<string, (error?: Error) => void>()
  const run = (owner: object, name: string) =>
    queue.run(
      owner,
      () =>
        new Promise<string>((resolve, reject) => {
          begun.push(name)
          ends.set(name, (error) => (error ? reject(error) : resolve(name)))
        }),
    )
  const end = async (name: string, error?: Error) => {
    ends.get(name)?.(error)
    await new Promise(setImmediate)
  }
  return { run, begun, end }
}

it('[W25] gives each owner its turn, however much another has asked for before', async () => {
  const { run, begun, end } = setUp(2)
  const [greedy, modest, other] = [{}, {}, {}]
  for (let n = 0; n < 350; n += 1) void run(greedy, `greedy-${n}`)
  void run(modest, 'modest')
  void run(other, 'other')
  expect(begun).toEqual(['greedy-0', 'greedy-1'])

  for (let n = 0; n < 3; n += 1) await end(begun[n] as string)
  expect(begun.slice(2)).toEqual(['modest', 'greedy-2', 'other'])
  for (let n = 3; n < 6; n += 1) await end(begun[n] as string)
  expect(begun.slice(5)).toEqual(['greedy-3', 'greedy-4', 'greedy-5'])
})

it('[W25] gives every other turn to the owner with the fewest, however many owners have more, and the others theirs', async () => {
  const { run, begun, end } = setUp(1)
  const owners = Array.from({ length: 44 }, () => ({}))
  for (const [index, owner] of owners.entries()) for (let n = 0; n < 8; n += 1) void run(owner, `${index}-${n}`)
  for (let n = 0; n < 5; n += 1) void run({}, `modest-${n}`)
  for (let n = 0; n < 8; n += 1) await end(begun[n] as string)
  expect(begun.slice(1)).toEqual(['modest-0', '0-1', 'modest-1', '1-0', 'modest-2', '2-0', 'modest-3', '3-0'])
})

it('goes on after work that fails', async () => {
  const { run, begun, end } = setUp(1)
  const failed = run({}, 'first')
  const second = run({}, 'second')
  const refused = expect(failed).rejects.toThrow('away')
  await end('first', new Error('away'))
  await refused
  expect(begun).toEqual(['first', 'second'])
  await end('second')
  expect(await second).toBe('second')
  expect(await Promise.race([run({}, 'third'), 'runs'])).toBe('runs')
  expect(begun).toContain('third')
})
