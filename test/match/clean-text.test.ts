import { describe, expect, it } from 'vitest'
import { cleanText } from '../../src/match/clean-text.ts'

describe('[H8] cleanText', () => {
  it.each([
    ['Ann\u0000Lee', 'Ann Lee'],
    ['line one\r\nline two', 'line one line two'],
    ['\u001b[31mred', ' [31mred'],
    ['a\u007f\u0085b', 'a b'],
    ['\u202eAnn', 'Ann'],
    ['a\u2067b\u2069 c', 'ab c'],
    ['half \ud83d', 'half \ufffd'],
    ['\ude00 half', '\ufffd half'],
    ['\ud83d\u0000\ude00', '\ufffd \ufffd'],
  ])('makes %j the text %j', (text, clean) => {
    expect(cleanText(text)).toBe(clean)
  })

  it.each(['', 'Müller', 'Ж 東 ⚽ 👨‍👩‍👧', 'José', '\u2028'])('leaves %j as it is', (text) => {
    expect(cleanText(text)).toBe(text)
  })
})
