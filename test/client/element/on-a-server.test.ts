import { expect, it } from 'vitest'
import { words } from '../../../src/client/element/words.ts'
import { TouchlineBoard, TouchlineScore } from '../../../src/client/element.ts'
import { words as pageWords } from '../../../src/web/words.ts'

it('may be imported where there is no DOM', () => {
  expect(typeof globalThis.document).toBe('undefined')
  expect(TouchlineScore.observedAttributes).toContain('match')
  expect(TouchlineBoard.observedAttributes).toContain('board')
})

it('has a word for each mark that the pages have one for', () => {
  expect(Object.keys(words.marks)).toEqual(Object.keys(pageWords.marks))
})
