import { expect, it } from 'vitest'
import { seededRandom } from '../support/seeded-random.ts'
import type { Fault, Plan } from './faults/fault.ts'
import { Deck } from './schedule.ts'

const nothing: Plan = { targets: [], async inject() {}, async heal() {} }
const faults = Array.from({ length: 12 }, (_, index): Fault => ({ name: `fault ${index}`, plan: () => nothing }))
const names = (drawn: readonly Fault[]) => drawn.map(({ name }) => name)

it('draws every fault before any comes again, in an order that the seed decides', () => {
  const draw = (seed: number) => {
    const deck = new Deck(faults, seededRandom(seed))
    return Array.from({ length: 2 * faults.length }, () => deck.draw())
  }
  const drawn = draw(1)
  expect(new Set(drawn.slice(0, faults.length))).toEqual(new Set(faults))
  expect(new Set(drawn.slice(faults.length))).toEqual(new Set(faults))
  expect(names(draw(1))).toEqual(names(drawn))
  expect(names(draw(2))).not.toEqual(names(drawn))
})

it('keeps a fault that could not happen for the end, and does not lose it', () => {
  const deck = new Deck(faults, seededRandom(1))
  const late = deck.draw()
  deck.putBack(late)
  const rest = faults.map(() => deck.draw())
  expect(rest.at(-1)).toBe(late)
  expect(new Set(rest)).toEqual(new Set(faults))
})
