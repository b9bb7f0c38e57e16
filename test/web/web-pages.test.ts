import { createHash } from 'node:crypto'
import Fastify from 'fastify'
import { expect, it, onTestFinished } from 'vitest'
import { foldText } from '../../src/match/lists/search-words.ts'
import type { MatchState } from '../../src/match/state.ts'
import type { UpdateMessage } from '../../src/protocol/messages.ts'
import { toAsset } from '../../src/web/build/asset.ts'
import { builtPages } from '../../src/web/build/built-pages.ts'
import type { HeldMatch } from '../../src/web/page-data.ts'
import type { PageSource } from '../../src/web/page-source.ts'
import type { Site } from '../../src/web/site.ts'
import { webPages } from '../../src/web/web-pages.ts'
import { stateOf } from '../client/state-builder.ts'

const pages = await builtPages()
const NOW = Date.UTC(2026, 10, 28, 15, 30)

function held(match: string, more: Partial<MatchState> = {}): HeldMatch {
  return { match, epoch: 'e', seq: 1, state: { ...stateOf(match), startsAt: NOW - 1_800_000, ...more } }
}

/** A database with these matches, each with one update. */
function sourceOf(matches: readonly HeldMatch[]): PageSource & { reads: number } {
  const update: UpdateMessage = { op: 'update', match: '', seq: 1, at: 0, kind: 'add', patch: {} }
  return {
    reads: 0,
    async read(match) {
      this.reads += 1
      return matches.find((each) => each.match === match)
    },
    async readPast(match) {
      return matches.find((each) => each.match === match)
    },
    async readUpdates(match) {
      return [{ ...update, match, event: { id: 'g', type: 'goal', team: 'home', player: 'Ødegaard' } }]
    },
    async readStanding() {
      return undefined
    },
    async readFeedSilentSince() {
      return undefined
    },
    async list({ startsFrom = 0, startsBefore = Number.POSITIVE_INFINITY, statuses, competition, search }, limit) {
      const isFound = ({ home }: MatchState) =>
        search?.words.every((word) => foldText(home.name).includes(word)) ?? true
      return matches
        .filter(({ state }) => isFound(state) && search?.words.length !== 0)
        .filter(({ state }) => (state.startsAt ?? 0) >= startsFrom && (state.startsAt ?? 0) < startsBefore)
        .filter(({ state }) => statuses?.includes(state.status) ?? true)
        .filter(({ state }) => competition === undefined || state.competition === competition)
        .slice(0, limit)
    },
  }
}

function createApp(matches: readonly HeldMatch[] = [], site: Partial<Site> = {}, { trustProxy = false } = {}) {
  const app = Fastify({ trustProxy })
  const source = sourceOf(matches)
  app.register(webPages, { pages, source, site: { site: 'Touchline', base: '', ...site }, now: () => NOW })
  onTestFinished(() => app.close())
  return Object.assign(app, { source })
}

/** What a page says without its markup, its script and its data. */
function textOf(html: string): string {
  return html
    .replace(/<script[^>]*>.*?<\/script>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
}

it('lets nothing in from elsewhere, and no inline code but one script, named by its hash', async () => {
  const { headers, body } = await createApp().inject('/')
  expect(headers['content-type']).toBe('text/html; charset=utf-8')
  expect(headers['content-security-policy']).toMatch(
    /default-src 'none'; script-src 'self' 'sha256-[\w+/=]+'; style-src 'self'/,
  )
  expect(headers['content-security-policy']).not.toContain('unsafe')
  expect(body).not.toContain('style=')
})

it('has the scores in the HTML, for those without JavaScript and for search engines', async () => {
  const app = createApp([
    held('m1', {
      home: { name: 'Arsenal' },
      away: { name: 'Chelsea' },
      scoreline: { home: { main: '2' }, away: { main: '1' } },
    }),
    held('late', { home: { name: 'Lyon' }, status: 'scheduled', startsAt: NOW + 86_400_000 }),
  ])
  const list = textOf((await app.inject('/')).body)
  expect(list).toMatch(/Arsenal 2 .*Chelsea 1/)
  expect(list).not.toContain('Lyon')
  expect(textOf((await app.inject('/date/2026-11-29')).body)).toContain('Lyon')
  const match = textOf((await app.inject('/match/m1')).body)
  expect(match).toMatch(/Arsenal 2 – Chelsea 1/)
  expect(match).toContain('Ødegaard')
})

it('says what it is to browsers, search engines and those who share it', async () => {
  const state = {
    home: { name: 'A & B' },
    away: { name: 'C' },
    scoreline: { home: { main: '3' }, away: { main: '0' } },
  }
  const { body } = await createApp([held('m1', { ...state, venue: 'The Park' })]).inject({
    url: '/match/m1',
    headers: { host: 'scores.example' },
  })
  expect(body).toContain('<title>A &amp; B 3–0 C · Touchline</title>')
  expect(body).toContain('<link rel="canonical" href="http://scores.example/match/m1"/>')
  expect(body).toContain('<meta property="og:title" content="A &amp; B 3–0 C"/>')
  expect(body).toContain('<meta name="twitter:card" content="summary"/>')
  const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(body) ?? []
  expect(JSON.parse(json)).toMatchObject({
    '@type': 'SportsEvent',
    startDate: '2026-11-28T15:00:00.000Z',
    location: { name: 'The Park' },
    homeTeam: { name: 'A & B' },
    eventStatus: 'https://schema.org/EventScheduled',
  })
  expect(body).toContain('<meta property="og:image" content="http://scores.example/assets/icon-512.png"/>')
})

it('says of a match only what is known: no place without a venue, no status that schema.org has not', async () => {
  const app = createApp([held('late', { status: 'delayed' }), held('off', { status: 'postponed' })])
  const structured = async (url: string) => {
    const [, json = ''] =
      /<script type="application\/ld\+json">(.*?)<\/script>/.exec((await app.inject(url)).body) ?? []
    return JSON.parse(json)
  }
  expect(await structured('/match/late')).not.toHaveProperty('location')
  // It begins today, some minutes later.
  expect((await structured('/match/late')).eventStatus).toBe('https://schema.org/EventScheduled')
  expect((await structured('/match/off')).eventStatus).toBe('https://schema.org/EventPostponed')
})

it('says who competes: a team, a person where the sport is one of people, a pair', async () => {
  const named = (home: string) => ({ home: { name: home }, away: { name: 'Ann Lee' } })
  const app = createApp([
    held('football', named('Arsenal')),
    held('tennis', { ...named('Cat Roy'), sport: 'tennis' }),
    held('pair', { ...named('Cat Roy / Di Fox'), sport: 'tennis' }),
    held('doubles', { ...named('Roy'), sport: 'tennis', format: { doubles: true } }),
  ])
  const typeOf = async (match: string) => {
    const [, json = ''] =
      /<script type="application\/ld\+json">(.*?)<\/script>/.exec((await app.inject(`/match/${match}`)).body) ?? []
    return JSON.parse(json).competitor[0]['@type']
  }
  expect(await Promise.all(['football', 'tennis', 'pair', 'doubles'].map(typeOf))).toEqual([
    'SportsTeam',
    'Person',
    'SportsTeam',
    'SportsTeam',
  ])
})

it('tells search engines which pages there are, below its path and at the address that everyone uses', async () => {
  const app = createApp(
    [held('m1', { competition: 'Cup & "Co"', updatedAt: NOW }), held('old', { startsAt: NOW - 9 * 86_400_000 })],
    { base: '/scores', publicOrigin: 'https://club.example' },
  )
  const robots = await app.inject('/robots.txt')
  expect(robots.headers['content-type']).toContain('text/plain')
  expect(robots.body).toContain('Sitemap: https://club.example/scores/sitemap.xml\n')
  const map = await app.inject('/sitemap.xml')
  expect(map.headers['content-type']).toContain('application/xml')
  const addresses = [...map.body.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address]) => address)
  expect(addresses).toEqual([
    'https://club.example/scores/',
    'https://club.example/scores/competition/Cup%20%26%20%22Co%22',
    'https://club.example/scores/match/m1',
  ])
  expect(map.body).toContain('<lastmod>2026-11-28T15:30:00.000Z</lastmod>')
})

it('tells search engines of a thousand matches at most', async () => {
  const app = createApp(Array.from({ length: 1_001 }, (_, n) => held(`m${n}`)))
  expect((await app.inject('/sitemap.xml')).body.split('/match/')).toHaveLength(1_001)
})

it('keeps empty days from search engines, which would follow their links for ever', async () => {
  const app = createApp([held('m1', { competition: 'Cup' })])
  for (const [url, isListed] of [
    ['/', true],
    ['/date/2026-11-28', true],
    ['/competition/Cup', true],
    ['/date/2020-01-01', false],
    ['/competition/Nothing', false],
  ] as const)
    expect(!(await app.inject(url)).body.includes('noindex'), url).toBe(isListed)
})

it('answers 404 for a match that is not there yet, with a page that waits for it, and nothing keeps it', async () => {
  const answer = await createApp().inject('/match/nosuch')
  expect(answer.statusCode).toBe(404)
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(textOf(answer.body)).toContain('This match is not here yet')
  expect(answer.body).toContain('noindex')
})

it.each(['/match/a%20b', '/date/2026-02-30', '/date/today', '/date/0000-01-01', '/date/9999-12-31'])(
  'has no page at %s',
  async (url) => {
    expect((await createApp().inject(url)).statusCode).toBe(404)
  },
)

it('shows names as text, whatever they contain', async () => {
  const name = '</script><img src=x onerror=alert(1)>'
  const { body } = await createApp([held('m1', { home: { name }, competition: name })]).inject('/match/m1')
  expect(body).not.toContain('<img src=x')
  const [, json = ''] = /<script type="application\/json" id="page-data">(.*?)<\/script>/s.exec(body) ?? []
  expect(JSON.parse(json).held.state.home.name).toBe(name)
})

it('draws a page once for all who ask within a second', async () => {
  const app = createApp([held('m1')])
  await Promise.all(Array.from({ length: 20 }, () => app.inject('/match/m1')))
  expect(app.source.reads).toBe(1)
})

it('tells a newcomer what to do, and a fan that a day is empty', async () => {
  expect(textOf((await createApp().inject('/')).body)).toContain('touchline demo')
  const later = createApp([held('m1', { status: 'scheduled', startsAt: NOW + 3 * 86_400_000 })])
  const text = textOf((await later.inject('/')).body)
  expect(text).toContain('No matches today')
  expect(text).not.toContain('touchline demo')
})

it('lets other sites frame what is made for it, and nothing else', async () => {
  const app = createApp([held('m1')])
  for (const [url, ancestors] of [
    ['/embed/m1', '*'],
    ['/embed/nosuch', '*'],
    ['/overlay/m1', "'self'"],
    ['/match/m1', "'self'"],
    ['/', "'self'"],
  ]) {
    const policy = String((await app.inject(url ?? '')).headers['content-security-policy'])
    expect(policy, url).toContain(`frame-ancestors ${ancestors}`)
    expect(policy.match(/frame-ancestors/g), url).toHaveLength(1)
  }
})

it('has a frame in the size and the colours that its address asks for, and never fails for a word', async () => {
  const app = createApp([
    held('m1', { home: { name: 'Arsenal' }, scoreline: { home: { main: '2' }, away: { main: '1' } } }),
  ])
  const small = (await app.inject('/embed/m1?size=small&theme=dark')).body
  expect(textOf(small)).toContain('2–1')
  expect(small).toContain('data-theme="dark"')
  expect(small).toContain('<link rel="canonical" href="http://localhost:80/match/m1"/>')
  const usual = await app.inject('/embed/m1?size=huge&theme=pink&delay=soon&delay=1')
  expect(usual.statusCode).toBe(200)
  expect(usual.body).not.toContain('data-theme')
  expect(textOf((await app.inject('/overlay/m1?lines=2')).body)).toContain('Arsenal')
  expect((await app.inject('/embed/nosuch')).statusCode).toBe(404)
})

it('keeps the newest state from a frame that is to show it later', async () => {
  const app = createApp([
    held('m1', { home: { name: 'Arsenal' }, scoreline: { home: { main: '2' }, away: { main: '1' } } }),
  ])
  for (const kind of ['embed', 'overlay']) {
    const answer = await app.inject(`/${kind}/m1?delay=30`)
    expect(answer.statusCode).toBe(200)
    expect(answer.body).not.toContain('Arsenal')
    expect(answer.body).toContain('"delayMs":30000')
  }
})

it('has the name, the colour and the logo of its operator, and lets no other style in', async () => {
  const asset = await toAsset('club.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))
  const app = createApp([], {
    site: 'Kick & Rush',
    brandColour: '#ffdd00',
    logo: { name: 'logo-AbCdEfGh1.svg', asset },
  })
  const { body, headers } = await app.inject('/')
  // Previews draw no SVG, and another picture than the operator's would be somebody else's.
  expect(body).not.toContain('og:image')
  expect(textOf(body)).toContain('Kick &amp; Rush')
  expect(body).toContain('<img src="/assets/logo-AbCdEfGh1.svg"')
  expect((await app.inject('/assets/logo-AbCdEfGh1.svg')).headers['cache-control']).toContain('immutable')
  const [, style = ''] = /<style>(.*?)<\/style>/.exec(body) ?? []
  // Yellow cannot be read on white, and can on black.
  expect(style).not.toMatch(/^:root\{--accent:#ffdd00/)
  expect(style).toContain(':root[data-theme="dark"]{--accent:#ffdd00')
  const hash = createHash('sha256').update(style).digest('base64')
  expect(headers['content-security-policy']).toContain(`style-src 'self' 'sha256-${hash}';`)
  const manifest = (await app.inject('/manifest.webmanifest')).json()
  expect(manifest).toMatchObject({ name: 'Kick & Rush', theme_color: '#ffdd00', icons: [{ type: 'image/svg+xml' }] })
})

it('has the path below which it is reached in every address, and says the address that everyone uses', async () => {
  const app = createApp([held('m1')], { base: '/scores', publicOrigin: 'https://club.example' })
  for (const url of ['/', '/match/m1', '/embed/m1?size=large']) {
    const { body } = await app.inject(url)
    const addresses = [...body.matchAll(/(?:src|href)="([^"#][^"]*)"/g)].map(([, address = '']) => address)
    expect(addresses.length).toBeGreaterThan(3)
    for (const address of addresses) expect(address, url).toMatch(/^(https:\/\/club\.example)?\/scores\//)
  }
  const manifest = (await app.inject('/manifest.webmanifest')).json()
  expect(manifest).toMatchObject({ start_url: '/scores/', scope: '/scores/' })
})

it('believes a proxy that ends TLS, and of where it came from nothing else', async () => {
  // A proxy passes on what a client has made up of the other headers, and a cache gives the page to everybody.
  const headers = { host: 'scores.example', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' }
  const app = createApp([held('m1')], {}, { trustProxy: true })
  const { body } = await app.inject({ url: '/match/m1', headers })
  expect(body).toContain('<link rel="canonical" href="https://scores.example/match/m1"/>')
  expect(body).not.toContain('evil.example')
})

it('has a page for each competition', async () => {
  const app = createApp([
    held('m1', { competition: 'Cup/Ü', home: { name: 'Lens' } }),
    held('m2', { home: { name: 'Lyon' } }),
  ])
  const text = textOf((await app.inject(`/competition/${encodeURIComponent('Cup/Ü')}`)).body)
  expect(text).toContain('Lens')
  expect(text).not.toContain('Lyon')
})

it('draws a list for the day and in the zone that the browser has said, for nobody else, and no other page so', async () => {
  const next = { status: 'scheduled', scoreline: { home: { main: '' }, away: { main: '' } } } as const
  const app = createApp([
    // In Tokyo it is half past midnight on the 29th.
    held('before', { ...next, home: { name: 'Lyon' }, startsAt: Date.UTC(2026, 10, 28, 14) }),
    held('after', { ...next, home: { name: 'Lens' }, startsAt: Date.UTC(2026, 10, 29, 14) }),
  ])
  const open = (url: string, cookie = '') => app.inject({ url, headers: { cookie } })
  const tokyo = await open('/', 'a=b; touchline-zone=Asia/Tokyo; c=d')
  expect(textOf(tokyo.body)).toMatch(/Sunday 29 November.*23:00.*Lens/)
  expect(textOf(tokyo.body)).not.toContain('Lyon')
  expect(tokyo.body).toContain('data-zone="Asia/Tokyo"')
  expect(tokyo.headers['cache-control']).toBe('private, max-age=1')
  const utc = await open('/')
  expect(textOf(utc.body)).toMatch(/Saturday 28 November.*14:00.*Lyon/)
  expect(utc.headers['cache-control']).toContain('public')
  const day = await open('/date/2026-11-29', 'touchline-zone=America/Los_Angeles')
  expect(textOf(day.body)).toContain('06:00')
  expect((await open('/match/after', 'touchline-zone=Asia/Tokyo')).headers['cache-control']).toContain('public')
  for (const zone of ['Mars/Base', '../../x', 'UTC', '+09:00', 'x'.repeat(500), '<b>']) {
    expect((await open('/', `touchline-zone=${zone}`)).headers['cache-control'], zone).toContain('public')
  }
})

it('finds matches of any day, and says what it looks for before and when there are none', async () => {
  const app = createApp([
    held('m1', { home: { name: 'Atlético' }, startsAt: NOW - 9 * 86_400_000, status: 'final' }),
    held('m2', { home: { name: 'Lyon' } }),
  ])
  const found = await app.inject('/search?q=atletico')
  expect(textOf(found.body)).toMatch(/Matches for “atletico” .*Thu,? 19 Nov.*Atlético/)
  expect(textOf(found.body)).not.toContain('Lyon')
  expect(found.body).toContain('noindex')
  expect(found.body).toContain('<form class="search" role="search" action="/search" method="get">')
  expect(textOf((await app.inject('/search')).body)).toContain('Finds matches of any day')
  for (const query of ['q=nobody', `q=${encodeURIComponent('<b>')}`, `q=${'x'.repeat(3_000)}`, 'q=a&q=b']) {
    const { statusCode, body } = await app.inject(`/search?${query}`)
    expect(statusCode, query).toBe(200)
    expect(body).not.toContain('Lyon')
    expect(body.length).toBeLessThan(20_000)
  }
  const long = textOf((await app.inject(`/search?q=${'x'.repeat(101)}`)).body)
  expect(long).toContain(`“${'x'.repeat(100)}”`)
})

it('shows at most 600 matches in a list', async () => {
  const matches = Array.from({ length: 610 }, (_, index) => held(`m${index}`, { competition: 'Cup' }))
  const { body } = await createApp(matches).inject('/competition/Cup')
  expect(body.match(/<li data-match=/g)).toHaveLength(600)
})

it('names only assets that exist: those of its own by their content, to be kept for ever', async () => {
  const app = createApp()
  const { body } = await app.inject('/')
  const urls = new Set([...body.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, url = '']) => url))
  expect(urls.size).toBe(4)
  for (const url of urls) {
    const answer = await app.inject(url)
    expect(answer.statusCode, url).toBe(200)
    expect(answer.headers['cache-control']).toContain(/-[A-Z0-9]{8}\./.test(url) ? 'immutable' : 'no-cache')
  }
})

it.each(['client/index.js', 'client/element.js'])(
  'gives %s at an address that stays, for pages of any origin, and what it loads later to be kept for ever',
  async (path) => {
    const app = createApp()
    const answer = await app.inject(`/assets/${path}`)
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(answer.headers['access-control-allow-origin']).toBe('*')
    expect(answer.headers['cache-control']).toBe('no-cache')
    expect(answer.body).not.toMatch(/\bfrom\s*["']\.|import\s*["']\./)
    const later = [...answer.body.matchAll(/`\.\/([^`$]+)\$\{/g)].map(([, name]) => name)
    expect(later).toHaveLength(1)
    for (const again of ['', path === 'client/index.js' ? '?again=1' : '&again=1']) {
      const part = await app.inject(`/assets/client/${later[0]}${again}`)
      expect(part.statusCode).toBe(200)
      expect(part.headers['access-control-allow-origin']).toBe('*')
      expect(part.headers['cache-control']).toContain('immutable')
    }
  },
)

it.each(['v=older', 'v=', 'v=a&v=b', 'w=1'])(
  'gives what it has, and not for ever, to who asks for it with ?%s',
  async (query) => {
    const app = createApp()
    const [asked, plain] = [
      await app.inject(`/assets/client/index.js?${query}`),
      await app.inject('/assets/client/index.js'),
    ]
    expect(asked.body).toBe(plain.body)
    expect(asked.headers['cache-control']).toBe('no-cache')
  },
)

it('answers 304 to who has it already, also through a proxy that compressed it', async () => {
  const app = createApp()
  const { headers } = await app.inject('/assets/client/index.js')
  const strong = String(headers.etag).replace('W/', '')
  for (const etag of [headers.etag, strong, `"other", ${strong}`]) {
    const answer = await app.inject({ url: '/assets/client/index.js', headers: { 'if-none-match': String(etag) } })
    expect(answer.statusCode).toBe(304)
    expect(answer.body).toBe('')
  }
})

it.each([
  ['br, gzip', 'br'],
  ['gzip, deflate', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['identity', undefined],
])('sends to who accepts %s', async (accepted, encoding) => {
  const app = createApp()
  for (const url of ['/', '/assets/client/index.js']) {
    const { headers } = await app.inject({ url, headers: { 'accept-encoding': accepted } })
    expect(headers['content-encoding'], url).toBe(encoding)
    expect(headers.vary).toBe('accept-encoding')
  }
})

it('gives nothing else of the source, and no other path', async () => {
  const app = createApp()
  for (const path of [
    'config.js',
    'config.ts',
    'client/index.ts',
    'main.js',
    '../package.json',
    '%2e%2e/package.json',
    '',
  ]) {
    expect((await app.inject(`/assets/${path}`)).statusCode, path).toBe(404)
  }
})
