import { expect, it } from 'vitest'
import { markWords } from '../../../src/client/element/words.ts'
import { TouchlineBoard, TouchlineScore } from '../../../src/client/element.ts'

it('may be imported where there is no DOM', () => {
  expect(typeof globalThis.document).toBe('undefined')
  expect(TouchlineScore.observedAttributes).toContain('match')
  expect(TouchlineBoard.observedAttributes).toContain('board')
})

it.each([
  ['red', 1, '1 red card'],
  ['red', 2, '2 red cards'],
  ['fouls', 1, '1 foul'],
  ['timeouts', 1, '1 timeout left'],
  ['timeouts', 3, '3 timeouts left'],
  ['bonus', 1, 'bonus'],
  ['bonus', 2, 'double bonus'],
])('says what a side carries: %s, %i', (code, n, words) => {
  expect(markWords[code]?.(n)).toBe(words)
})
