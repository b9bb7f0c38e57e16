import { expect, it, onTestFinished } from 'vitest'
import { watchWorkers } from '../src/workers.ts'

it('a worker is not ready before it is told that all are', () => {
  const before = process.listeners('message')
  const check = watchWorkers()
  const [listener] = process.listeners('message').filter((each) => !before.includes(each))
  if (listener === undefined) throw new Error('it does not listen')
  onTestFinished(() => void process.off('message', listener))
  expect(check()).toBe('not all workers have started')
  listener('another word', undefined)
  expect(check()).toBe('not all workers have started')
  listener('all-ready', undefined)
  expect(check()).toBeUndefined()
})
