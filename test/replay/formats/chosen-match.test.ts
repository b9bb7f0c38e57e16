import { expect, it } from 'vitest'
import { chosenMatch } from '../../../src/replay/formats/chosen-match.ts'

const choose = (count: number, asked?: string) =>
  chosenMatch({
    matches: Array.from({ length: count }, (_, index) => index + 1),
    path: '/recordings/day.json',
    asked,
    idOf: String,
    nameOf: (match) => `match ${match}`,
  })

it('names the matches to choose from, twelve at most, and says how many more there are', () => {
  const twelve = Array.from({ length: 12 }, (_, index) => `${index + 1} match ${index + 1}`).join(', ')
  expect(() => choose(12)).toThrow(new RegExp(`^say with --match which; it has ${twelve}$`))
  expect(() => choose(15)).toThrow(new RegExp(`^say with --match which; it has ${twelve}, and 3 more$`))
  expect(() => choose(12, '13')).toThrow(new RegExp(`^day.json has no 13; it has ${twelve}$`))
})
