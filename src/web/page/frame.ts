import { h, hydrate, render } from 'preact'
import { createClient } from '../../client/client.ts'
import type { FrameData } from '../page-data.ts'
import { App } from '../view/app.ts'
import { firstFrame } from '../view/first-frame.ts'
import { viewOfFrame } from '../view/frame/frame-needs.ts'
import { FrameView } from '../view/frame/frame-view.ts'
import { elementById, readPageData } from './elements.ts'
import { createAnnouncer } from './live/announcer.ts'
import { drawOncePerFrame } from './live/draw-soon.ts'
import { LiveFrame } from './live/live-frame.ts'
import { PageClock } from './page-clock.ts'

const page = readPageData<FrameData>()
const { base, origin, site, frame } = page
const client = createClient({ url: `${location.origin}${base}` })
client.connect()

const main = elementById('main')
const clock = new PageClock(client, page.now)
drawOncePerFrame()
hydrate(firstFrame(page), main)
const source = new LiveFrame(page, {
  client,
  clock,
  delayMs: frame.delayMs,
  announce: createAnnouncer(elementById('announcer')),
  view: viewOfFrame(frame),
})
source.watch(() => document.body.classList.toggle('is-connected', source.isLive))
const reader = { locale: undefined, zone: undefined, base, origin, site }
render(h(App, { reader, time: clock.shown(frame.delayMs), page: h(FrameView, { source, frame }) }), main)
