import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { SECRET, signToken } from '../access/sign-token.ts'
import { otherSite, servePage } from './tags/other-site.ts'
import { useWorld } from './world/use-world.ts'
import { openPage } from './world/world.ts'

const opened = useWorld({ fill, settings: { VIEWER_AUTH: 'jwt', JWT_SECRET: SECRET } })

async function fill(): Promise<void> {
  await opened.world.kickOff('t1', { home: 'Lens', away: 'Metz' })
}

const tag = (id: string) => `<touchline-score id="${id}" match="t1" server="${opened.world.url}"></touchline-score>`

it('[W21] a tag shows what the token of its page allows, and nothing before there is one', async () => {
  const page = await openPage(opened.browser)
  const reads: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/v1/matches/')) reads.push(request.url())
  })
  const token = JSON.stringify(await signToken({ matches: ['*'] }))
  // Set before the script of the tags runs, as a page does that is rendered first.
  const own = `<script>document.querySelector('#own').token = () => ${token}</script>`
  await page.goto(await otherSite(opened.world.url, `${tag('own')}${tag('shared')}${own}`))
  await page.locator('#own').getByText('Lens').waitFor()
  expect(await page.locator('#shared').getByText('Lens').count()).toBe(0)
  await page.evaluate(
    `import('${opened.world.url}/assets/client/element.js').then(({ configure }) => configure({ token: () => ${token} }))`,
  )
  await page.locator('#shared').getByText('Lens').waitFor()
  // Beside its connection, a tag with a token reads nothing.
  expect(reads).toHaveLength(1)
})

it.each(['websocket', 'sse', 'polling'])(
  '[W19] [W20] [W21] a page of another site follows with its token over %s; a browser asks once whether it may open streams',
  async (way) => {
    const match = `${way}-${randomUUID()}`
    await opened.world.kickOff(match)
    const page = await openPage(opened.browser)
    const asked: string[] = []
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Network.enable')
    devtools.on('Network.requestWillBeSent', ({ request }) => {
      if (request.method === 'OPTIONS') asked.push(request.url)
    })
    await page.goto(await servePage('<!doctype html><title>A blog</title>', 'localhost'))
    const options = JSON.stringify({ url: opened.world.url, transports: [way] })
    const token = JSON.stringify(await signToken({ matches: [match] }))
    await page.evaluate(`import('${opened.world.url}/assets/client/index.js').then(({ createClient }) => {
      globalThis.seqs = []
      globalThis.statuses = []
      const client = createClient({ ...${options}, token: () => ${token} })
      client.on('status', ({ kind }) => statuses.push(kind))
      globalThis.followed = client.subscribe(${JSON.stringify(match)})
      followed.on('update', ({ message }) => seqs.push(message.seq))
    })`)
    const reaches = (seq: number) =>
      expect.poll(() => page.evaluate('followed.seq'), { interval: 20, timeout: 20_000 }).toBe(seq)
    await reaches(1)
    for (const seq of [2, 3, 4]) {
      await opened.world.send('POST', `${match}/events`, { id: `g${seq}`, type: 'goal', team: 'home' })
      await reaches(seq)
    }
    expect(await page.evaluate('[seqs, statuses]')).toEqual([[2, 3, 4], ['live']])
    // Chromium keeps no answer to it for requests that go past its cache, as those of polling do.
    if (way !== 'polling') expect(asked).toHaveLength(way === 'sse' ? 1 : 0)
  },
)
