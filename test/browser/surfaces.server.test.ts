import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { scoreRow } from '../../src/match/scoreboard.ts'
import type { MatchState } from '../../src/match/state.ts'
import { parseEvent } from '../../src/sports/contract/reading/parse-event.ts'
import { sports } from '../../src/sports/registry.ts'
import { recordedMatches } from '../sports/contract/recorded-matches.ts'
import { launchBrowser } from '../support/chromium.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { MatchBuilder } from '../support/sports/match-builder.ts'
import { examplesOf } from '../support/sports/sport-examples.ts'
import { drawSurfaces, expectScoreline, openSurfaces, type ShownSurfaces } from './world/surfaces.ts'

const SEEDS = [1, 2, 3]
const MOMENTS = 12

let browser: Browser
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
  page = await openSurfaces(browser)
})
afterAll(() => browser?.close())

/** A dozen moments of a match that has begun, the first and the last among them. */
function dozenOf(states: readonly MatchState[]): MatchState[] {
  // A default before the first point has a result and no score.
  const begun = states.filter((state) => scoreRow(state, 0).hasScore || state.result !== undefined)
  const step = Math.max(1, (begun.length - 1) / (MOMENTS - 1))
  const chosen = new Set(Array.from({ length: MOMENTS }, (_, n) => begun[Math.round(n * step)]))
  return [...chosen].filter((state) => state !== undefined)
}

async function expectOnAllSurfaces(moments: readonly MatchState[]): Promise<void> {
  expect(moments.length).toBeGreaterThan(3)
  const shown = await drawSurfaces(page, moments)
  for (const [index, state] of moments.entries()) expectScoreline(shown[index] as ShownSurfaces, state)
}

it.each([...sports.keys()].flatMap((sport) => SEEDS.map((seed) => ({ sport, seed }))))(
  '[S4] every surface has every number of the scoreline: $sport, seed $seed',
  async ({ sport: name, seed }) => {
    const sport = sports.get(name)
    if (!sport) throw new Error(`no sport ${name}`)
    const { events, format } = (await examplesOf(sport)).generate(seededRandom(seed))
    const match = new MatchBuilder(sport, format)
    const states = events.map(({ type, ...fields }) => {
      match.send(type, fields)
      return match.state
    })
    await expectOnAllSurfaces(dozenOf(states))
  },
)

it.each(await recordedMatches())(
  '[S4] every surface has every number of the scoreline, corrections included: $name',
  async ({ sport, format, changes }) => {
    const match = new MatchBuilder(sport, format)
    const states = changes.map((change) => {
      if (change.op === 'delete') match.delete(change.id, change.reason)
      else if (change.op === 'restore') match.restore(change.id)
      else if (change.op === 'edit') match.replace(parseEvent(sport, change.event))
      else match.send(change.event.type, change.event)
      return match.state
    })
    await expectOnAllSurfaces(dozenOf(states))
  },
)

it.each([
  ['tennis', ['match_start', 'point', 'point', 'point', 'point', 'point'], ['0', '1', '15']],
  ['volleyball', ['match_start', 'point', 'point'], ['0', '2']],
])('the tag without columns has the games of a set, and says its points once: %s', async (name, types, numbers) => {
  const sport = sports.get(name)
  if (!sport) throw new Error(`no sport ${name}`)
  const match = new MatchBuilder(sport)
  for (const type of types) match.send(type, type === 'point' ? { team: 'home' } : { server: 'home' })
  const drawn = await page.evaluate((state) => {
    const { drawCard } = globalThis as unknown as { drawCard(state: unknown, hasColumns: boolean): Element }
    const cells = drawCard(state, false).querySelectorAll('.side.home .number')
    return [...cells].map((cell) => cell.textContent)
  }, match.state as unknown)
  expect(drawn).toEqual(numbers)
})
