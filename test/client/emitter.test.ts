import { expect, it, vi } from 'vitest'
import { Emitter } from '../../src/client/emitter.ts'

it('tells every listener of an event, until it is taken away', () => {
  const emitter = new Emitter<{ goal: number; card: string }>()
  const [first, second, other] = [vi.fn(), vi.fn(), vi.fn()]
  const off = emitter.on('goal', first)
  emitter.on('goal', second)
  emitter.on('card', other)
  emitter.emit('goal', 1)
  off()
  off()
  emitter.emit('goal', 2)
  expect(first.mock.calls).toEqual([[1]])
  expect(second.mock.calls).toEqual([[1], [2]])
  expect(other).not.toHaveBeenCalled()
})
