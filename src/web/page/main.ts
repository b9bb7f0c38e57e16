import { h, hydrate, render } from 'preact'
import { createClient } from '../../client/client.ts'
import { scoreTitle } from '../../match/scoreboard.ts'
import type { ListData, MatchData, PageData } from '../page-data.ts'
import { App } from '../view/app.ts'
import { firstPage } from '../view/first-page.ts'
import { ListView } from '../view/list/list-view.ts'
import { MatchView } from '../view/match/match-view.ts'
import { words } from '../words.ts'
import { dayOfList } from './board-names.ts'
import { elementById, readPageData } from './elements.ts'
import { Favourites } from './favourites.ts'
import { keepForOffline } from './keep-for-offline.ts'
import { keepDelay, readDelay } from './kept-delay.ts'
import { KEPT } from './kept-page.ts'
import { keptWanted } from './kept-wanted.ts'
import { createAnnouncer } from './live/announcer.ts'
import { showConnection } from './live/connection-notice.ts'
import { drawOncePerFrame } from './live/draw-soon.ts'
import { LiveList } from './live/live-list.ts'
import { LivePage } from './live/live-page.ts'
import { PageClock } from './page-clock.ts'
import { tellZone } from './tell-zone.ts'

const page = readPageData<PageData>()
const client = createClient({ url: `${location.origin}${page.base}` })
client.connect()

const main = elementById('main')
const clock = new PageClock(client, page.now)
const favourites = new Favourites()
const announce = createAnnouncer(elementById('announcer'))
/** When the server drew the page, if the service worker has kept it and there is no network now. */
const keptAt = document.documentElement.hasAttribute(KEPT) ? page.now : undefined
const reader = { locale: undefined, zone: undefined, base: page.base, origin: location.origin, site: page.site }

/** What the page shows, once it is open. */
let open: LiveList | LivePage | undefined
const showStatus = showConnection(
  client,
  { light: elementById('connection'), text: elementById('connection-text'), banner: elementById('banner') },
  () => open?.isAnswered ?? false,
  keptAt,
)
drawOncePerFrame()
start(readDelay())
keepForOffline(page.base)
tellZone(page.base)

/** Takes over what the server has drawn; from somebody whose television is late the newest score is kept. */
function start(delayMs: number): void {
  if (delayMs === 0) hydrate(firstPage(page), main)
  else main.replaceChildren()
  if (page.kind === 'list') openList(page, delayMs)
  else openMatch(page, delayMs)
  document.documentElement.classList.remove('waits-for-tv', 'waits-for-zone')
}

/** @param kept the matches of the list in whose place it opens; what the server has drawn, if there is none */
function openList(list: ListData, delayMs: number, kept?: readonly string[]): void {
  const context = { client, clock, delayMs, announce, keptAt, view: 'score' } as const
  const live = new LiveList(list, context, delayMs === 0 && kept === undefined ? list.matches : [])
  for (const match of kept ?? []) live.join(match)
  open = live
  live.watch(showStatus)
  const reopen = (ms: number, matches: readonly string[]) => {
    unwatch()
    // The new list takes the matches over before the old one lets go of them, so that their states are kept.
    openList(list, ms, matches)
    live.close()
  }
  const day = dayOfList(list.of, clock.now())
  const unwatch = clock.shown(0).watch(() => {
    if (list.of.kind === 'today' && dayOfList(list.of, clock.now()) !== day) reopen(delayMs, live.matchesOfNow)
  })
  const onChoose = (ms: number) => {
    keepDelay(ms)
    reopen(ms, live.matches)
  }
  const delay = { delayMs, onChoose }
  document.title ||= `${words.liveScores} · ${page.site}`
  render(
    h(App, {
      reader,
      time: clock.shown(delayMs),
      page: h(ListView, {
        page: list,
        list: live,
        delay,
        favourites,
        onMark: (match) => favourites.toggle(match),
        kept: keptWanted,
      }),
    }),
    main,
  )
}

function openMatch(match: MatchData, delayMs: number, before?: LivePage): void {
  const live = new LivePage(
    match,
    { client, clock, delayMs, announce, keptAt, view: 'full' },
    delayMs === 0 && !before ? match : {},
  )
  const onChoose = (ms: number) => {
    keepDelay(ms)
    openMatch(match, ms, live)
  }
  const delay = { delayMs, onChoose }
  open = live
  live.watch(() => {
    showStatus()
    const { state } = live.live
    document.title = state ? `${scoreTitle(state)} · ${page.site}` : `${words.liveScores} · ${page.site}`
  })
  // The new subscription is there before the old one goes, so that the state is kept.
  before?.close()
  render(h(App, { reader, time: clock.shown(delayMs), page: h(MatchView, { source: live, delay }) }), main)
}
