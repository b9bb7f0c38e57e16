import process from 'node:process'
import { afterAll, expect, vi } from 'vitest'

const watchedEvents = ['uncaughtException', 'unhandledRejection', 'SIGTERM', 'SIGINT'] as const

/**
 * Files of tests run one after another in the same processes, which spares each of them the import of what all need.
 * So a file leaves nothing there that the next could stumble over: one that does fails itself, not its successor.
 */
const found = whatIsShared()

afterAll(() => {
  expect(vi.isFakeTimers(), 'fake timers').toBe(false)
  expect(whatIsShared()).toEqual(found)
})

function whatIsShared(): Record<string, unknown> {
  return {
    directory: process.cwd(),
    environment: { ...process.env },
    globals: globals(),
    listeners: Object.fromEntries(watchedEvents.map((name) => [name, process.listenerCount(name)])),
  }
}

/** What Node makes when it is first used is no value yet, and left out. */
function globals(): Record<string, unknown> {
  const all = Object.entries(Object.getOwnPropertyDescriptors(globalThis))
  return Object.fromEntries(all.flatMap(([name, { value }]) => (typeof value === 'function' ? [[name, value]] : [])))
}
