import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { scoreRow, scoreTitle } from '../../src/match/scoreboard.ts'
import type { MatchState } from '../../src/match/state.ts'
import { sports } from '../../src/sports/registry.ts'
import { drawPage } from '../../src/web/document/draw-page.ts'
import { launchBrowser } from '../support/chromium.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { MatchBuilder } from '../support/sports/match-builder.ts'
import { examplesOf } from '../support/sports/sport-examples.ts'

const SIDES = ['home', 'away'] as const
const SEEDS = [1, 2, 3]
const MOMENTS = 12

let browser: Browser
let page: Page

/** What a card of the tag is, for a page that has no server. */
const CARD = `
  import { MatchCard } from './match-card.ts'
  globalThis.drawCard = (state) => {
    const card = new MatchCard()
    card.draw({ state, status: { kind: 'live' }, now: 0, hasColumns: true, href: '/', notice: '' })
    return card.element
  }
`

beforeAll(async () => {
  const resolveDir = fileURLToPath(new URL('../../src/client/element', import.meta.url))
  const stdin = { contents: CARD, resolveDir, loader: 'ts' } as const
  const { outputFiles } = await build({ stdin, bundle: true, format: 'iife', write: false })
  browser = await launchBrowser()
  page = await browser.newPage()
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' })
})
afterAll(() => browser?.close())

interface Line {
  readonly home: string
  readonly away: string
}

interface Surfaces {
  readonly row: Line
  readonly head: Line
  readonly tag: Line
  /** Of the tag, a text for each column. */
  readonly columns: { readonly home: readonly string[]; readonly away: readonly string[] }
  readonly title: string
  readonly tagText: string
}

/** A dozen moments of a match that has begun, the first and the last among them. */
async function momentsOf(name: string, seed: number): Promise<MatchState[]> {
  const sport = sports.get(name)
  if (!sport) throw new Error(`no sport ${name}`)
  const { events, format } = (await examplesOf(sport)).generate(seededRandom(seed))
  const match = new MatchBuilder(sport, format)
  const states = events.map(({ type, ...fields }) => {
    match.send(type, fields)
    return match.state
  })
  const begun = states.filter((state) => scoreRow(state, 0).hasScore)
  const step = Math.max(1, (begun.length - 1) / (MOMENTS - 1))
  const chosen = new Set(Array.from({ length: MOMENTS }, (_, n) => begun[Math.round(n * step)]))
  return [...chosen].filter((state) => state !== undefined)
}

/** What each surface shows of a state: the list and the match page as the server draws them, the tag as a browser does. */
async function drawSurfaces(state: MatchState): Promise<Surfaces> {
  const { match } = state
  const site = { site: 'T', base: '', origin: 'http://t', now: 0 }
  const held = { match, epoch: 'e', seq: 1, state }
  const assets = { script: '/s', style: '/c', icon: '/i' }
  const matches = [{ match, state, epoch: 'e', seq: 1 }]
  const list = drawPage({ ...site, kind: 'list', of: { kind: 'today' }, matches, isNew: false }, '/', assets)
  const whole = drawPage({ ...site, kind: 'match', match, held }, `/match/${match}`, assets)
  return page.evaluate(
    ({ list, whole, state }) => {
      const textOf = (node: Element | null | undefined) => (node?.textContent ?? '').replace(/\s+/g, ' ').trim()
      const both = (nodes: NodeListOf<Element>) => ({ home: textOf(nodes[0]), away: textOf(nodes[1]) })
      const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html')
      const [listPage, matchPage] = [parse(list), parse(whole)]
      const card = (globalThis as unknown as { drawCard(state: unknown): Element }).drawCard(state)
      const columns = (side: string) => [...card.querySelectorAll(`.side.${side} .period`)].map(textOf)
      return {
        row: both(listPage.querySelectorAll('.row .side')),
        head: both(matchPage.querySelectorAll('.hero-score .number')),
        title: matchPage.title,
        tag: both(card.querySelectorAll('.side')),
        tagText: textOf(card),
        columns: { home: columns('home'), away: columns('away') },
      }
    },
    { list, whole, state: state as unknown },
  )
}

/** A number that stands by itself, not as a part of another. */
function has(text: string, number: string): boolean {
  return ` ${text} `
    .replace(/[()–]/g, ' ')
    .replace(/\s+/g, ' ')
    .includes(` ${number.replace(/[()]/g, ' ').replace(/\s+/g, ' ').trim()} `)
}

it.each([...sports.keys()].flatMap((sport) => SEEDS.map((seed) => ({ sport, seed }))))(
  '[S4] every surface has every number of the scoreline: $sport, seed $seed',
  async ({ sport, seed }) => {
    const moments = await momentsOf(sport, seed)
    expect(moments.length).toBeGreaterThan(3)
    for (const state of moments) {
      const shown = await drawSurfaces(state)
      const row = scoreRow(state, 0)
      const missing: string[] = []
      const expectNumber = (surface: string, text: string, number: string | undefined) => {
        if (number !== undefined && number !== '' && !has(text, number))
          missing.push(`${number} in ${surface}: ${text}`)
      }
      for (const side of SIDES) {
        const { main, now, sub, marks, isServing, cells } = row[side]
        for (const surface of ['row', 'head', 'tag'] as const) {
          for (const number of [main, now, sub]) expectNumber(`${surface}, ${side}`, shown[surface][side], number)
        }
        for (const number of [main, now]) expectNumber('title', shown.title, number)
        for (const surface of ['row', 'tag'] as const) {
          if (isServing && !/serving|batting/.test(shown[surface][side])) missing.push(`${side} serving in ${surface}`)
          for (const { code } of marks.filter((mark) => mark.code === 'red')) {
            if (!shown[surface][side].includes('red card')) missing.push(`${code} in ${surface}`)
          }
        }
        expect(shown.columns[side]).toEqual(cells.map((cell) => (cell ? `${cell.text}${cell.sub ?? ''}` : '')))
      }
      if (row.note) expect(shown.tagText).toContain(row.note)
      expect(shown.title).toContain(scoreTitle(state))
      expect(missing, JSON.stringify(state.scoreline)).toEqual([])
    }
  },
)
