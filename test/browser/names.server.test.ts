import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sports } from '../../src/sports/registry.ts'
import { launchBrowser } from '../support/chromium.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { examplesOf } from '../support/sports/sport-examples.ts'
import { startTestServer, type TestServer } from '../support/start-server.ts'
import { COLOUR_RULES, faults } from './axe-faults.ts'
import { keepPicture, wantsPictures } from './world/world.ts'

/** The narrowest phones, and a desktop. */
const LOOKS = [
  { width: 320, colorScheme: 'dark' },
  { width: 1_280, colorScheme: 'light' },
] as const
const WIDTHS = [LOOKS[0].width, LOOKS[1].width] as const
const RTL = { home: 'نادي الهلال السعودي', away: 'מועדון הכדורגל מכבי תל אביב' }
const LONG = {
  home: 'Spiel- und Sportverein für Leibesübungen Mönchengladbach-Rheindahlen von 1900',
  away: 'W'.repeat(80),
}
/** Whatever else a feed writes, in one word. */
const UNBREAKABLE = { competition: 'C'.repeat(100), round: 'R'.repeat(100), venue: 'V'.repeat(100) }
const USUAL = { home: 'Thirdhaven Gulls', away: 'Wolverhampton Wanderers' }
const MOMENTS = {
  before: { share: 0, names: LONG },
  during: { share: 0.5, names: RTL },
  after: { share: 1, names: LONG },
} as const
const BATCH = 400
const STARTS_AT = Date.now()
const [FIRST_SPORT] = sports.keys()
const USUAL_MATCHES = [
  ['usual', { id: 's', type: 'score_set', score: { home: 32, away: 33 } }],
  ['postponed', { id: 'p', type: 'status_set', status: 'postponed' }],
  ['abandoned', { id: 'a', type: 'status_set', status: 'abandoned' }],
  ['disqualified', { id: 'd', type: 'result_set', result: { winner: 'home', method: 'disqualified' } }],
] as const

let server: TestServer
let browser: Browser
/** One for all sports: a new one would have to fetch and to compile what pages are made of. */
let matchPage: Page
/** Shows what the server draws, without the script that takes it over: half of what a page costs. */
let drawnPage: Page

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startTestServer(), launchBrowser()])
  ;[matchPage, drawnPage] = await Promise.all([openWidth(WIDTHS[0]), openWidth(WIDTHS[0])])
  await drawnPage.goto(`${server.url}/livez`)
  for (const name of sports.keys()) await playSport(name)
  const fixture = { sport: 'handball', home: { name: USUAL.home }, away: { name: USUAL.away }, startsAt: STARTS_AT }
  for (const [match, event] of USUAL_MATCHES) {
    await expectTaken(server.call('PUT', `/v1/matches/${match}`, fixture))
    await expectTaken(server.call('POST', `/v1/matches/${match}/events`, event))
  }
})
afterAll(async () => {
  if (wantsPictures) await makeSheets()
  await browser?.close()
  await server?.close()
})

/** A generated match of the sport at each moment. */
async function playSport(name: string): Promise<void> {
  const sport = sports.get(name)
  if (!sport) throw new Error(`no sport ${name}`)
  const { events, format } = (await examplesOf(sport)).generate(seededRandom(1))
  for (const [moment, { share, names }] of Object.entries(MOMENTS)) {
    const address = `/v1/matches/${name}-${moment}`
    const teams = { home: { name: names.home }, away: { name: names.away } }
    const fixture = { sport: name, ...(format ? { format } : {}), startsAt: STARTS_AT, ...UNBREAKABLE, ...teams }
    await expectTaken(server.call('PUT', address, fixture))
    const sent = events.slice(0, Math.ceil(events.length * share))
    for (let next = 0; next < sent.length; next += BATCH) {
      await expectTaken(server.call('POST', `${address}/events`, sent.slice(next, next + BATCH)))
    }
  }
}

async function expectTaken(answer: Promise<{ status: number; body: unknown }>): Promise<void> {
  const { status, body } = await answer
  expect(status, JSON.stringify(body)).toBeLessThan(300)
  expect(JSON.stringify(body)).not.toContain('"rejected"')
}

function openWidth(width: number): Promise<Page> {
  return browser.newPage({ viewport: { width, height: 800 }, locale: 'en-GB', timezoneId: 'UTC' })
}

/** What is wider than its room: the page, or a card of it. A table may be scrolled within its own. */
async function expectToFit(page: Page, what: string): Promise<void> {
  const tooWide = await page.evaluate(() => {
    const boxes = [document.documentElement, ...document.querySelectorAll('.card')]
    return boxes
      .filter((box) => box.scrollWidth > box.clientWidth)
      .map((box) => {
        const { right } = box.getBoundingClientRect()
        const beyond = [...box.querySelectorAll('*')].filter((node) => node.getBoundingClientRect().right > right)
        return [box.className || box.tagName, ...beyond.map((node) => `${node.tagName}.${node.className}`)].join(' ')
      })
  })
  expect(tooWide, what).toEqual([])
}

/** A score in the timeline, of two digits or three, covers no word beside it. */
async function expectUncovered(page: Page, what: string): Promise<void> {
  const covered = await page.evaluate(() =>
    [...document.querySelectorAll('.story-sides :is(.of-home, .of-away)')].flatMap((line) => {
      const [score, text] = [line.querySelector('.line-score'), line.querySelector('.line-text')]
      if (!score || !text) return []
      const [a, b] = [score.getBoundingClientRect(), text.getBoundingClientRect()]
      const isBeside = a.right <= b.left + 1 || b.right <= a.left + 1
      return isBeside ? [] : [line.textContent]
    }),
  )
  expect(covered, what).toEqual([])
}

/** `Postponed` stands beside the badge, not on it. */
async function expectLabelsBesideBadges(page: Page): Promise<void> {
  const gaps = await page.evaluate(() =>
    ['postponed', 'abandoned'].map((match) => {
      const row = document.querySelector(`[data-match="${match}"]`)
      const text = document.createRange()
      text.selectNodeContents(row?.querySelector('.progress') as Element)
      const badge = row?.querySelector('.badge')?.getBoundingClientRect().left ?? 0
      return badge - text.getBoundingClientRect().right
    }),
  )
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(0)
}

describe.each(WIDTHS)('names of any length and direction, %i px wide', (width) => {
  let page: Page
  let list: Page
  beforeAll(async () => {
    ;[page, list] = await Promise.all([openWidth(width), openWidth(width)])
    await list.goto(server.url)
  })
  afterAll(async () => {
    await page.close()
    await list.close()
  })

  it('leave the list as wide as it is', async () => {
    await list.locator('[data-match="football-during"]').waitFor()
    await expectToFit(list, 'the list')
    await expectLabelsBesideBadges(list)
    await keepPicture(list, `names-list-${width}`)
  })

  it('leave room to say to the end how a match was won', async () => {
    const note = list.locator('[data-match="disqualified"] .row-note')
    await note.getByText(`${USUAL.home} won (${USUAL.away} disqualified)`).waitFor()
    const hidden = await note.evaluate((box) => [
      box.scrollWidth - box.clientWidth,
      box.scrollHeight - box.clientHeight,
    ])
    for (const pixels of hidden) expect(pixels).toBeLessThanOrEqual(0)
  })

  it.each([`/competition/${UNBREAKABLE.competition}`, `/match/${'m'.repeat(64)}`, `/search?q=${'q'.repeat(100)}`])(
    'leave as wide as it is: %s',
    async (path) => {
      await page.goto(server.url + path)
      await page.locator('h1').waitFor()
      await expectToFit(page, path)
    },
  )

  it('have room in a row, also beside the scores of many maps and sets', async () => {
    for (const match of ['esports-during', 'tennis-during', 'volleyball-after']) {
      const row = list.locator(`[data-match="${match}"]`)
      await row.waitFor()
      const widths = await row
        .locator('.side-name')
        .evaluateAll((names) => names.map((name) => name.getBoundingClientRect().width))
      for (const room of widths) expect(room, `${match} ${width}`).toBeGreaterThanOrEqual(70)
    }
  })

  it('are broken between words alone where there is room for each word', async () => {
    await page.goto(`${server.url}/match/usual`)
    await page.locator('.hero').waitFor()
    const linesOfWords = await page.evaluate(() =>
      [...document.querySelectorAll('.hero-name bdi')].flatMap((name) => {
        const text = name.firstChild as Text
        return [...text.data.matchAll(/\S+/g)].map(({ 0: word, index }) => {
          const range = document.createRange()
          range.setStart(text, index)
          range.setEnd(text, index + word.length)
          return [word, range.getClientRects().length]
        })
      }),
    )
    const words = Object.values(USUAL).flatMap((name) => name.split(' '))
    expect(linesOfWords).toEqual(words.map((word) => [word, 1]))
  })
})

it('before a match the pages of all sports are one, but for the name of what is still empty', async () => {
  const pages = [...sports.keys()].map((name) => server.call('GET', `/match/${name}-before`))
  const drawn = (await Promise.all(pages)).map(({ body }) =>
    /<main.*<\/main>/s.exec(body)?.[0].replace(/of-(sides|lines)"><\/div>/, '"></div>'),
  )
  expect(drawn[0]).toContain(UNBREAKABLE.venue)
  expect(new Set(drawn).size).toBe(1)
})

/** Shows the page of a match as the server draws it: its script draws the same, by the same code. */
async function showDrawn(match: string): Promise<void> {
  const { status, body } = await server.call('GET', `/match/${match}`)
  expect(status).toBe(200)
  await drawnPage.setContent(body.replace(/<script [^>]*src=[^>]*><\/script>/g, ''))
  const [hero, styles] = await drawnPage.evaluate(() =>
    [document.querySelectorAll('.hero'), document.styleSheets].map(({ length }) => length),
  )
  expect([hero, styles], match).toEqual([1, 1])
}

async function expectWellMade(page: Page, what: string): Promise<void> {
  for (const { width, colorScheme } of LOOKS) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expectToFit(page, `${what}, ${width} px wide`)
    await expectUncovered(page, `${what}, ${width} px wide`)
    // In the dark nothing but colours is another.
    const rules = colorScheme === 'dark' ? COLOUR_RULES : undefined
    expect(await faults(page, rules), `${what}, ${colorScheme}`).toEqual([])
    await keepPicture(page, `names-${what}-${width}`, { fullPage: false })
  }
}

it.each([...sports.keys()])(
  'names of any length and direction leave the page of a match as wide as it is, and axe finds nothing: %s',
  async (sport) => {
    for (const moment of ['during', 'after']) {
      await showDrawn(`${sport}-${moment}`)
      await expectWellMade(drawnPage, `${sport}-${moment}`)
    }
  },
)

it.each(Object.keys(MOMENTS))('the same once the script of the page has taken over: %s a match', async (moment) => {
  await matchPage.goto(`${server.url}/match/${FIRST_SPORT}-${moment}`)
  await matchPage.locator('#connection[data-kind="live"]').waitFor()
  await expectWellMade(matchPage, `live-${FIRST_SPORT}-${moment}`)
})

/** The pictures of all sports on one sheet for each width. */
async function makeSheets(): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1_600, height: 900 } })
  for (const width of WIDTHS) {
    const cells = [...sports.keys()].flatMap((sport) =>
      Object.keys(MOMENTS).map((moment) => `<img src="names-${sport}-${moment}-${width}.png">`),
    )
    const columns = width > 1_000 ? 3 : 6
    const style = `body{margin:0;display:grid;grid-template-columns:repeat(${columns},1fr);gap:6px}img{width:100%}`
    await page.goto(`file://${process.cwd()}/test-results/`)
    await page.setContent(`<style>${style}</style>${cells.join('')}`, { waitUntil: 'networkidle' })
    await keepPicture(page, `sheet-${width}`)
  }
}
