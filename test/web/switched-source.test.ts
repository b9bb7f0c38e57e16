import { expect, it } from 'vitest'
import { openCheckedApi } from '../http/checked-api.ts'
import { useServer } from '../http/use-server.ts'

const server = useServer({ FEED_KEYS: 'opta:opta-key-1,scout:scout-key-2', FEED_STALE_MS: '2000' })
const goal = (id: string, player: string, clock: string, team = 'home') => ({
  id,
  type: 'goal',
  team,
  player,
  period: 1,
  clock,
})

/** What the page says of the match's story, without scripts. */
async function storyOf(match: string): Promise<string> {
  const html = await (await fetch(`${server.url}/match/${match}`)).text()
  const text = html
    .replace(/<script[^>]*>.*?<\/script>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
  return text.slice(text.indexOf('Timeline'))
}

it('[H7] the page has the events of the source in charge after a switch, without JavaScript, corrections since included', async () => {
  const opta = await openCheckedApi(server.url, { key: 'opta-key-1' })
  const scout = await openCheckedApi(server.url, { key: 'scout-key-2' })
  const match = await opta.createMatch()
  const events = `/v1/matches/${match}/events`
  await opta.post(events, [goal('o1', 'Ada', '10:00'), goal('o2', 'Bea', '20:00')])
  await scout.post(events, [goal('s1', 'Cleo', '11:00'), goal('s2', 'Dora', '5:00', 'away')])
  expect(await storyOf(match)).toMatch(/Bea.*Ada/)
  await opta.put(`/v1/matches/${match}/source`, { source: 'scout' })

  const switched = await expect
    .poll(() => storyOf(match), { timeout: 10_000 })
    .toMatch(/Cleo.*Dora/)
    .then(() => storyOf(match))
  expect(switched).not.toMatch(/Ada|Bea/)

  // What was taken back since stays, struck through; before the switch nothing was.
  await scout.post(events, goal('s3', 'Eve', '30:00'))
  await scout.delete(`${events}/s3`)
  await expect.poll(() => storyOf(match), { timeout: 10_000 }).toMatch(/Taken back: [^.]*Eve.*Cleo.*Dora/)
})

it('[H7] the page says that the feed is silent, without JavaScript', async () => {
  const opta = await openCheckedApi(server.url, { key: 'opta-key-1' })
  const match = await opta.createMatch()
  await opta.post(`/v1/matches/${match}/events`, { id: 's', type: 'period_start', period: 1 })
  const html = async () => (await fetch(`${server.url}/match/${match}`)).text()
  expect(await html()).not.toContain('Feed silent')
  await opta.post('/v1/heartbeat', {})
  await expect.poll(html, { timeout: 20_000, interval: 200 }).toMatch(/Feed silent since [^:]*\d\d:\d\d/)
})
