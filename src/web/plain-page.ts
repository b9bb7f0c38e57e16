import type { FastifyReply } from 'fastify'
import { type ComponentType, h } from 'preact'
import type { BuiltPages } from './build/built-pages.ts'
import { plainDocument } from './document/html-document.ts'
import { assetsOf } from './document/page-assets.ts'
import { securityPolicy } from './document/security-policy.ts'
import type { Site } from './site.ts'
import { App } from './view/app.ts'
import { Away, NothingHere } from './view/plain-view.ts'
import { stillTime } from './view/shared/page-time.ts'
import { ServerReader } from './view/shared/reader.ts'
import { words } from './words.ts'

export interface PlainPage {
  readonly status: number
  readonly title: string
  readonly view: ComponentType
  /** Which sites may frame it. */
  readonly frameAncestors: string
  readonly hasSearch: boolean
}

/** A page that says one thing, with the head and the looks of the site. It is drawn once, and nobody keeps it. */
export function plainPage(pages: BuiltPages, site: Site, page: PlainPage): (reply: FastifyReply) => FastifyReply {
  const { status, title, view, frameAncestors, hasSearch } = page
  const assets = assetsOf(pages, site, 'page')
  const reader = { ...ServerReader, base: site.base, origin: '', site: site.site }
  const main = h(App, { reader, time: stillTime(0), page: h(view, null) })
  const html = plainDocument({ base: site.base, site: site.site, hasSearch }, title, assets, main)
  const policy = securityPolicy(frameAncestors, assets.brandStyle)
  return (reply) =>
    reply
      .code(status)
      .header('content-security-policy', policy)
      .header('referrer-policy', 'same-origin')
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(html)
}

/** Answers a browser at an address where nothing is. */
export function nothingHere(pages: BuiltPages, site: Site): (reply: FastifyReply) => FastifyReply {
  const title = words.nothingHere
  return plainPage(pages, site, { status: 404, title, view: NothingHere, frameAncestors: "'self'", hasSearch: true })
}

/** In seconds: as often as a page whose server is away asks again. */
const AGAIN_S = 5

/** Answers a browser while the server stops or its database is away. It asks again by itself, and needs no script for that. */
export function awayPage(pages: BuiltPages, site: Site): (reply: FastifyReply) => FastifyReply {
  const send = plainPage(pages, site, {
    status: 503,
    title: words.noScoresNow,
    view: Away,
    // The frames of other sites say why they are empty.
    frameAncestors: '*',
    hasSearch: false,
  })
  return (reply) => send(reply.header('retry-after', AGAIN_S).header('refresh', AGAIN_S))
}
