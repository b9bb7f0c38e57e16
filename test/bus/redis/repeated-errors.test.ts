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
