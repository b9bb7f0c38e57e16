import type { Fixture } from '../state.ts'

type Named = Pick<Fixture, 'home' | 'away' | 'competition' | 'competitionName' | 'round'>

/** A search: matches that have a name for each word, of these the nearest to now. */
export interface Search {
  /** As `wordsAsked` gives them. None of them: no match. */
  readonly words: readonly string[]
  readonly nearest: number
}

/** Letters with a stroke, which Unicode does not take apart, and which people type without it. */
const PLAIN: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
}

/** More than a search needs, and few enough for a database to look up. */
const MAX_ASKED = 8
/** A fixture has some ten words; one of a thousand must not fill the index. */
const MAX_KEPT = 60
const MAX_LENGTH = 40
/** One letter is looked for as a whole word: half of all names begin with it. */
const SHORTEST_BEGINNING = 2
const LAST_CHARACTER = '\u{10ffff}'

/** Text without case, accents and apostrophes: `atletico` finds `Atlético`, `queens` finds `Queen’s`. */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}'’ʼ]/gu, '')
    .replace(/[øłđðþßæœı]/g, (letter) => PLAIN[letter] ?? letter)
}

/** The words under which a match is found: those of its teams, its competition and its round, each once. */
export function wordsOfFixture({ home, away, competition, competitionName, round }: Named): string[] {
  const teams = [home, away].flatMap(({ name, short, code }) => [name, short, code])
  return wordsIn([...teams, competition, competitionName, round].filter(Boolean).join(' ')).slice(0, MAX_KEPT)
}

/** The words of what somebody typed. */
export function wordsAsked(text: string): string[] {
  return wordsIn(text).slice(0, MAX_ASKED)
}

function wordsIn(text: string): string[] {
  const words = foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []
  return [...new Set(words.map((word) => [...word].slice(0, MAX_LENGTH).join('')))]
}

/** The words that fit one that was asked for: from the first to the last in the order of code points, both included. */
export function wordRange(asked: string): { readonly first: string; readonly last: string } {
  return { first: asked, last: asked.length < SHORTEST_BEGINNING ? asked : asked + LAST_CHARACTER }
}
