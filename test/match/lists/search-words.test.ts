import { expect, it } from 'vitest'
import { foldText, wordRange, wordsAsked, wordsOfFixture } from '../../../src/match/lists/search-words.ts'

it.each([
  ['Atlético', 'atletico'],
  ['FC København', 'fc kobenhavn'],
  ['Łódź', 'lodz'],
  ['Queen’s', 'queens'],
  ['Beşiktaş', 'besiktas'],
  ['Großaspach', 'grossaspach'],
  ['İstanbul', 'istanbul'],
])('writes %s as %s, as people type it', (text, folded) => {
  expect(foldText(text)).toBe(folded)
})

it('finds a match by the words of its teams, its competition and its round, each once', () => {
  const home = { name: 'St. Pauli–Nord', code: 'STP' }
  const away = { name: '日本', short: 'Japan' }
  expect(wordsOfFixture({ home, away, competition: 'cup-26', competitionName: 'Cup', round: 'Final' })).toEqual([
    'st',
    'pauli',
    'nord',
    'stp',
    '日本',
    'japan',
    'cup',
    '26',
    'final',
  ])
})

it('takes eight words of what is asked, sixty of a fixture and forty letters of a word', () => {
  const many = Array.from({ length: 100 }, (_, index) => `w${index}`).join(' ')
  expect(wordsAsked(many)).toHaveLength(8)
  expect(wordsOfFixture({ home: { name: many }, away: { name: '' } })).toHaveLength(60)
  expect(wordsAsked('𝒳'.repeat(99))).toEqual(['𝒳'.repeat(40)])
})

it('looks for words that begin so, and for one letter as a whole word', () => {
  expect(wordRange('ar').first).toBe('ar')
  expect('arsenal' < wordRange('ar').last && 'as' > wordRange('ar').last).toBe(true)
  expect(wordRange('a')).toEqual({ first: 'a', last: 'a' })
})
