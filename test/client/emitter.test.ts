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

it('tells nobody twice who takes himself away and comes again, and nobody whom another has taken away', () => {
  const emitter = new Emitter<{ goal: number }>()
  const told: string[] = []
  const again = () => {
    told.push('again')
    off()
    off = emitter.on('goal', () => again())
  }
  let off = emitter.on('goal', () => again())
  emitter.on('goal', () => {
    told.push('first')
    offOther()
  })
  const offOther = emitter.on('goal', () => told.push('other'))
  emitter.emit('goal', 1)
  expect(told).toEqual(['again', 'first'])
})

it('refuses at once what is no function, which would fail with the first goal otherwise', () => {
  expect(() => new Emitter<{ goal: number }>().on('goal', undefined as never)).toThrow(
    'a listener must be a function, not undefined',
  )
})
