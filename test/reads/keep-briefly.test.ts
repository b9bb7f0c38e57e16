import { expect, it, vi } from 'vitest'
import { keepBriefly } from '../../src/reads/keep-briefly.ts'
import { fakeTimePerTest } from '../support/fake-time.ts'

fakeTimePerTest()

it('asks once for all who come within a moment, key by key', async () => {
  let reads = 0
  const read = keepBriefly(async (key) => `${key}${++reads}`, 1_000)
  expect(await Promise.all([read('a'), read('a'), read('b')])).toEqual(['a1', 'a1', 'b2'])
  await vi.advanceTimersByTimeAsync(999)
  expect(await read('a')).toBe('a1')
  await vi.advanceTimersByTimeAsync(1)
  expect(await read('a')).toBe('a3')
})

it('keeps no failure', async () => {
  const answers = [Promise.reject(new Error('away')), Promise.resolve('back')]
  const read = keepBriefly(() => answers.shift() as Promise<string>, 1_000)
  await expect(Promise.all([read('a'), read('a')])).rejects.toThrow('away')
  expect(await read('a')).toBe('back')
})
