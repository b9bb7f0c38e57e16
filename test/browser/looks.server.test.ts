import { expect, it } from 'vitest'
import { useWorld } from './world/use-world.ts'
import { DESKTOP, keepPicture, openPage, PHONE } from './world/world.ts'

const opened = useWorld({ fill })

async function fill(): Promise<void> {
  await planFootball()
  await playFootball()
  await playTennis()
  await playCricket()
}

const sizes = [
  ['phone', PHONE],
  ['desktop', DESKTOP],
] as const

it.each(sizes)('fits and is complete, light and dark: %s', async (name, options) => {
  const page = await openPage(opened.browser, options)
  const expectToFit = async (view: string) => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      const surplus = await page.evaluate(() => {
        const boxes = [document.documentElement, ...document.querySelectorAll('.card')]
        return Math.max(...boxes.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))
      })
      expect(surplus, `${view} is too wide, ${colorScheme}`).toBeLessThanOrEqual(0)
      await keepPicture(page, `${view}-${name}-${colorScheme}`)
    }
  }
  await page.goto(opened.world.url)
  await page.locator('[data-match="tennis"]').getByText('C. Alcaraz').waitFor()
  await page.locator('[data-match="cricket"]').getByText('11/1').waitFor()
  await expectToFit('list')

  await page.goto(`${opened.world.url}/match/football`)
  await page.locator('.line', { hasText: 'Goal disallowed (offside)' }).waitFor()
  await page.locator('.scorers').getByText("45+2' (pen)").waitFor()
  await page.locator('.callout').getByText('VAR check: penalty').waitFor()
  await expectToFit('football')

  await page.goto(`${opened.world.url}/match/tennis`)
  await page.locator('.court sup').getByText('4').waitFor()
  await page.getByRole('rowheader', { name: 'serving Carlos Alcaraz' }).waitFor()
  await page.locator('.points').getByText('30').waitFor()
  await expectToFit('tennis')

  await page.goto(`${opened.world.url}/match/to-come`)
  await page.locator('.pill').getByText('Tomorrow').waitFor()
  await expectToFit('to-come')

  await page.goto(`${opened.world.url}/match/cricket`)
  await page.getByText('South Africa need').waitFor()
  await page.getByRole('list', { name: 'Balls of this over' }).getByText('W', { exact: true }).waitFor()
  await page.locator('.line', { hasText: 'OUT' }).getByText('11/1').waitFor()
  await expectToFit('cricket')
})

async function planFootball(): Promise<void> {
  const names = { home: { name: 'Wolverhampton Wanderers' }, away: { name: 'Borussia Mönchengladbach' } }
  await opened.world.send('PUT', 'to-come', { sport: 'football', startsAt: Date.now() + 86_400_000, ...names })
}

async function playFootball(): Promise<void> {
  await opened.world.kickOff('football', { home: 'Wolverhampton Wanderers', away: 'Borussia Mönchengladbach' })
  await opened.world.send('POST', 'football/events', [
    { id: 'g1', type: 'goal', team: 'home', player: 'Matheus Cunha', assist: 'Rayan Aït-Nouri', clock: '14:21' },
    { id: 'g2', type: 'goal', team: 'away', player: 'Alassane Pléa', kind: 'penalty', clock: '45+2' },
    { id: 'e1', type: 'period_end', period: 1 },
    { id: 's2', type: 'period_start', period: 2 },
    { id: 'g3', type: 'goal', team: 'home', player: 'Hwang Hee-chan', clock: '52:40' },
    { id: 'c1', type: 'card', card: 'red', team: 'away', player: 'Ko Itakura', clock: '58:02' },
    { id: 'v1', type: 'var_start', subject: 'penalty', team: 'home', clock: '61:10' },
  ])
  await opened.world.send('DELETE', 'football/events/g3?reason=offside')
}

async function playTennis(): Promise<void> {
  const names = { home: { name: 'Carlos Alcaraz' }, away: { name: 'Jannik Sinner' } }
  await opened.world.send('PUT', 'tennis', {
    sport: 'tennis',
    format: { bestOf: 5 },
    competition: 'ATP Finals',
    ...names,
  })
  await opened.world.send('POST', 'tennis/events', [
    { id: 'm', type: 'match_start', server: 'home' },
    {
      id: 's',
      type: 'score_set',
      reason: 'joined late',
      sets: [
        { home: 7, away: 6, tiebreak: { home: 7, away: 4 } },
        { home: 4, away: 6 },
      ],
      games: { home: 3, away: 2 },
      points: { home: '0', away: '0' },
      server: 'home',
    },
    { id: 'p1', type: 'point', team: 'home', kind: 'ace' },
    { id: 'p2', type: 'point', team: 'home', kind: 'winner' },
  ])
}

async function playCricket(): Promise<void> {
  const names = { home: { name: 'New Zealand' }, away: { name: 'South Africa' } }
  await opened.world.send('PUT', 'cricket', { sport: 'cricket', format: 't20', competition: 'T20 World Cup', ...names })
  const ball = (n: number, ballInOver: number, more: object) => ({
    id: `d${n}.${ballInOver}`,
    type: 'delivery',
    period: n,
    over: 0,
    ballInOver,
    striker: `Batter ${n}`,
    nonStriker: `Partner ${n}`,
    bowler: `Bowler ${n}`,
    ...more,
  })
  await opened.world.send('POST', 'cricket/events', [
    { id: 'i1', type: 'innings_start', n: 1, batting: 'home' },
    ball(1, 1, { bat: 6, boundary: 6 }),
    ball(1, 2, { bat: 6, boundary: 6 }),
    { id: 'e1', type: 'innings_end', n: 1, reason: 'overs' },
    { id: 'i2', type: 'innings_start', n: 2, batting: 'away' },
    ball(2, 1, { bat: 6, boundary: 6 }),
    ball(2, 2, { bat: 4, boundary: 4 }),
    ball(2, 3, { wides: 1 }),
    ball(2, 4, { wickets: [{ kind: 'caught', playerOut: 'Batter 2', fielders: ['Keeper'] }] }),
  ])
}
