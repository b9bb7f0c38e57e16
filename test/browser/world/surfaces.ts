import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { markWords } from '../../../src/client/element/words.ts'
import { scoreRow, scoreTitle } from '../../../src/match/scoreboard.ts'
import type { MatchState } from '../../../src/match/state.ts'
import { possessionLabel } from '../../../src/sports/labels.ts'
import { drawPage } from '../../../src/web/document/draw-page.ts'

const SIDES = ['home', 'away'] as const

/** What a card of the tag is, for a page that has no server. */
const CARD = `
  import { MatchCard } from './match-card.ts'
  globalThis.drawCard = (state, hasColumns = true) => {
    const card = new MatchCard()
    card.draw({ state, status: { kind: 'live' }, now: 0, hasColumns, href: '/', notice: '' })
    return card.element
  }
`

interface Line {
  readonly home: string
  readonly away: string
}

/** What each surface shows of a state. */
export interface ShownSurfaces {
  readonly row: Line
  readonly head: Line
  readonly tag: Line
  /** Of the tag, a text for each column. */
  readonly columns: { readonly home: readonly string[]; readonly away: readonly string[] }
  readonly title: string
  readonly pageText: string
  readonly tagText: string
}

/** A page that can draw cards of the tag. */
export async function openSurfaces(browser: Browser): Promise<Page> {
  const resolveDir = fileURLToPath(new URL('../../../src/client/element', import.meta.url))
  const stdin = { contents: CARD, resolveDir, loader: 'ts' } as const
  const { outputFiles } = await build({ stdin, bundle: true, format: 'iife', write: false })
  const page = await browser.newPage()
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' })
  return page
}

/** Draws the list and the match page of each state as the server does, the tag as a browser does. */
export function drawSurfaces(page: Page, states: readonly MatchState[]): Promise<ShownSurfaces[]> {
  const site = { site: 'T', base: '', origin: 'http://t', now: 0 }
  const assets = { script: '/s', style: '/c', icon: '/i' }
  const drawn = states.map((state) => {
    const { match } = state
    const held = { match, epoch: 'e', seq: 1, state }
    const list = { kind: 'list', of: { kind: 'today' }, zone: 'UTC', matches: [held], isNew: false } as const
    return {
      list: drawPage({ ...site, ...list }, '/', assets),
      whole: drawPage({ ...site, kind: 'match', match, held }, `/match/${match}`, assets),
      state: state as unknown,
    }
  })
  // All at once: the way to the browser and back takes as long as what it does there.
  return page.evaluate((all) => {
    const textOf = (node: Element | null | undefined) => (node?.textContent ?? '').replace(/\s+/g, ' ').trim()
    const both = (nodes: NodeListOf<Element>) => ({ home: textOf(nodes[0]), away: textOf(nodes[1]) })
    const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html')
    return all.map(({ list, whole, state }) => {
      const [listPage, matchPage] = [parse(list), parse(whole)]
      const card = (globalThis as unknown as { drawCard(state: unknown): Element }).drawCard(state)
      const columns = (side: string) => [...card.querySelectorAll(`.side.${side} .period`)].map(textOf)
      return {
        row: both(listPage.querySelectorAll('.row .side')),
        head: both(matchPage.querySelectorAll('.hero-score .number')),
        title: matchPage.title,
        pageText: textOf(matchPage.querySelector('main')),
        tag: both(card.querySelectorAll('.side')),
        tagText: textOf(card),
        columns: { home: columns('home'), away: columns('away') },
      }
    })
  }, drawn)
}

/** `[S4]` Checks that every surface has every number of the scoreline, who serves, who was sent off, and how it stands. */
export function expectScoreline(shown: ShownSurfaces, state: MatchState): void {
  const row = scoreRow(state, 0)
  const missing: string[] = []
  const expectNumber = (surface: string, text: string, number: string | undefined) => {
    if (number !== undefined && number !== '' && !has(text, number)) missing.push(`${number} in ${surface}: ${text}`)
  }
  for (const side of row.hasScore ? SIDES : []) {
    const { main, now, sub, marks, isServing, cells } = row[side]
    for (const surface of ['row', 'head', 'tag'] as const) {
      for (const number of [main, now, sub]) expectNumber(`${surface}, ${side}`, shown[surface][side], number)
    }
    for (const number of [main, now]) expectNumber('title', shown.title, number)
    for (const surface of ['row', 'tag'] as const) {
      const text = shown[surface][side]
      if (isServing && !text.includes(possessionLabel(state.sport))) missing.push(`${side} serving in ${surface}`)
      for (const { code, n } of marks)
        if (!text.includes(markWords[code]?.(n) ?? code)) missing.push(`${code} in ${surface}`)
    }
    expect(shown.columns[side]).toEqual(cells.map((cell) => (cell ? `${cell.text}${cell.sub ?? ''}` : '')))
  }
  if (row.note) expect(shown.tagText).toContain(row.note)
  if (row.isOver && state.result?.text) expect(shown.pageText).toContain(state.result.text)
  expect(shown.title).toContain(scoreTitle(state))
  expect(missing, JSON.stringify(state.scoreline)).toEqual([])
}

/** A number that stands by itself, not as a part of another. */
function has(text: string, number: string): boolean {
  return ` ${text} `
    .replace(/[()–]/g, ' ')
    .replace(/\s+/g, ' ')
    .includes(` ${number.replace(/[()]/g, ' ').replace(/\s+/g, ' ').trim()} `)
}
