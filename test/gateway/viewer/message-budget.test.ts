import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { MessageBudget } from '../../../src/gateway/viewer/message-budget.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** How many messages in a row are let through, up to 1000. */
function burst(budget: MessageBudget): number {
  let taken = 0
  while (taken < 1_000 && budget.take(1)) taken += 1
  return taken
}

it('lets a page ask for much at once, but not for long', () => {
  const budget = new MessageBudget()
  expect(burst(budget)).toBe(100)
  expect(budget.take(1)).toBe(false)
})

it('lets twenty messages a second through for ever', () => {
  const budget = new MessageBudget()
  for (let message = 0; message < 10_000; message += 1) {
    expect(budget.take(1)).toBe(true)
    vi.advanceTimersByTime(50)
  }
})

it('never saves up more than one burst', () => {
  const budget = new MessageBudget()
  vi.advanceTimersByTime(3_600_000)
  expect(burst(budget)).toBe(100)
})

it('does not mind that somebody sets the clock', () => {
  const budget = new MessageBudget()
  vi.setSystemTime(Date.now() - 3_600_000)
  expect(budget.take(1)).toBe(true)
  vi.setSystemTime(Date.now() + 7_200_000)
  expect(burst(budget)).toBe(99)
})
