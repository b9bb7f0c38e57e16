import { expect, it } from 'vitest'
import { withoutRepeats } from '../../../src/bus/redis/repeated-errors.ts'

it('tells each error once, and again after ten seconds', () => {
  const told: string[] = []
  let now = 1_000
  const onError = withoutRepeats(
    ({ message }) => told.push(message),
    () => now,
  )

  for (const message of ['refused', 'refused', 'timed out', 'refused']) onError(new Error(message))
  expect(told).toEqual(['refused', 'timed out'])

  now += 9_999
  onError(new Error('refused'))
  expect(told).toHaveLength(2)
  now += 1
  onError(new Error('refused'))
  expect(told).toEqual(['refused', 'timed out', 'refused'])
})

it('knows an error again that counts its attempts', () => {
  const told: string[] = []
  const onError = withoutRepeats(({ message }) => told.push(message))
  for (const ms of [10, 20, 30])
    onError(new Error(`All sentinels are unreachable. Retrying from scratch after ${ms}ms.`))
  expect(told).toHaveLength(1)
})
