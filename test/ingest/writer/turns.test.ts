import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createTurns } from '../../../src/ingest/writer/turns.ts'

it('gives the event loop to others after four milliseconds of work, and not before', async () => {
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  onTestFinished(() => void vi.restoreAllMocks())
  const endTurn = createTurns()
  const turnsTaken = async () => {
    let turns = 0
    const other = nextTurn().then(() => {
      turns += 1
    })
    await endTurn()
    const taken = turns
    await other
    return taken
  }

  now += 3
  expect(await turnsTaken()).toBe(0)
  now += 1
  expect(await turnsTaken()).toBe(1)
  now += 3
  expect(await turnsTaken()).toBe(0)
})
