import { expect, it } from 'vitest'
import { cleanJson, mostBytesOf } from '../../../src/sports/contract/reading/clean-json.ts'
import { forSeeds, type SeededRandom } from '../../support/seeded-random.ts'

it('bounds the bytes of a cleaned value from above, and by no more than their triple and some for its numbers', () =>
  forSeeds(400, (random) => {
    const value = cleanJson(anyValue(random, 4))
    const bytes = Buffer.byteLength(JSON.stringify(value))
    expect(mostBytesOf(value)).toBeGreaterThanOrEqual(bytes)
    expect(mostBytesOf(value)).toBeLessThanOrEqual(26 * bytes)
  }))

it('knows at a glance that a common event is small', () => {
  const event = {
    id: 'g1',
    type: 'goal',
    team: 'home',
    player: 'Nicolò Barella',
    clock: '67:12',
    period: 2,
    order: 104,
  }
  expect(mostBytesOf(event)).toBeLessThan(1_024)
})

const TEXTS = ['', 'a', '"', '\\', 'é', '李', '🏏', '\ud800', '\u0000\u001f', '\u2028', '\u007f', 'x'.repeat(50)]
const NUMBERS = [0, -1, 0.1, -1.797_693_134_862_315_7e308, 5e-324, 1_790_000_000_000, Number.MIN_SAFE_INTEGER]

function anyValue(random: SeededRandom, depth: number): unknown {
  const text = () => Array.from({ length: random.int(4) }, () => random.pick(TEXTS)).join('')
  if (depth === 0 || random.chance(0.4)) {
    return random.pick([text(), random.pick(NUMBERS), random.chance(0.5), null])
  }
  const items = Array.from({ length: random.int(5) }, () => anyValue(random, depth - 1))
  if (random.chance(0.3)) return items.filter((item) => item !== undefined)
  return Object.fromEntries(items.map((item, index) => [`${text()}${index}`, item]))
}
