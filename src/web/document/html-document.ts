import { type ComponentChild, h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { SentData, SiteData } from '../page-data.ts'
import { NO_ZONE } from '../reader-zone.ts'
import { icon } from '../view/shared/markup.ts'
import { words } from '../words.ts'
import { EARLY_SCRIPT } from './early-script.ts'
import type { HeadTags } from './head-tags.ts'

/** Addresses of the files that a page needs. */
export interface PageAssets {
  readonly script: string
  readonly style: string
  readonly icon: string
  /** A square PNG: for previews where the page is shared, and for home screens. */
  readonly picture?: string | undefined
  /** After the style sheet, in the page itself. */
  readonly brandStyle?: string | undefined
}

export interface DocumentParts {
  readonly data: SentData
  readonly head: HeadTags
  readonly assets: PageAssets
  readonly main: ComponentChild
}

/** A whole page as HTML, with the data it was drawn from, so that the browser can take over. */
export function htmlDocument({ data, head, assets, main }: DocumentParts): string {
  const frame = data.kind === 'frame' ? data.frame : undefined
  const theme = frame?.kind === 'embed' && frame.theme !== 'auto' ? frame.theme : undefined
  const html = h(
    'html',
    {
      lang: words.language,
      dir: words.direction,
      class: frame && `is-${frame.kind}`,
      'data-theme': theme,
      'data-zone': data.kind === 'list' ? data.zone : NO_ZONE,
    },
    h(
      'head',
      null,
      about(head.title, frame?.kind === 'overlay' ? 'normal' : (theme ?? 'light dark')),
      // Whoever waits for a late television has said so on the pages, not in somebody's frame.
      frame === undefined && raw('script', EARLY_SCRIPT),
      looks(assets),
      // Not async: from a cache it would run before the data at the end of the page is there.
      h('script', { type: 'module', src: assets.script }),
      frame === undefined && h('link', { rel: 'manifest', href: `${data.base}/manifest.webmanifest` }),
      head.tags,
      head.structured !== undefined && raw('script', jsonInHtml(head.structured), { type: 'application/ld+json' }),
    ),
    h(
      'body',
      null,
      data.kind === 'frame' ? frameBody(main) : siteBody(data, assets.icon, main),
      raw('script', jsonInHtml(data), { type: 'application/json', id: 'page-data' }),
    ),
  )
  return `<!doctype html>${renderToString(html)}`
}

/** What the header and the footer of the site are made of. */
export interface SiteBody extends Pick<SiteData, 'base' | 'site'> {
  /** Left out where there are pages. */
  readonly hasSearch?: boolean
}

/** A page of the site that says one thing, and never changes: it has no data and no script. */
export function plainDocument(site: SiteBody, title: string, assets: PageAssets, main: ComponentChild): string {
  const html = h(
    'html',
    { lang: words.language, dir: words.direction },
    h(
      'head',
      null,
      about(`${title} · ${site.site}`, 'light dark'),
      looks(assets),
      h('meta', { name: 'robots', content: 'noindex' }),
    ),
    h('body', null, siteHeader(site, assets.icon, false), h('main', { id: 'main' }, main), siteFooter(site)),
  )
  return `<!doctype html>${renderToString(html)}`
}

function about(title: string, colourScheme: string): ComponentChild[] {
  return [
    h('meta', { charset: 'utf-8' }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1, viewport-fit=cover' }),
    h('meta', { name: 'color-scheme', content: colourScheme }),
    h('meta', { name: 'theme-color', content: '#ffffff', media: '(prefers-color-scheme: light)' }),
    h('meta', { name: 'theme-color', content: '#14191e', media: '(prefers-color-scheme: dark)' }),
    h('title', null, title),
  ]
}

function looks({ style, brandStyle, icon: image, picture }: PageAssets): ComponentChild[] {
  return [
    h('link', { rel: 'stylesheet', href: style }),
    brandStyle !== undefined && raw('style', brandStyle),
    h('link', { rel: 'icon', href: image }),
    picture !== undefined && h('link', { rel: 'apple-touch-icon', href: picture }),
  ]
}

/** The match alone. */
function frameBody(main: ComponentChild): ComponentChild[] {
  return [
    h('main', { id: 'main' }, main),
    h('div', { id: 'announcer', class: 'visually-hidden', 'aria-live': 'polite' }),
  ]
}

function siteBody(site: SiteData, image: string, main: ComponentChild): ComponentChild[] {
  return [
    h('a', { class: 'skip-link', href: '#main' }, words.skip),
    siteHeader(site, image, true),
    h('div', { id: 'banner', class: 'banner', role: 'status', hidden: true }),
    h('main', { id: 'main', tabIndex: -1 }, main),
    h('div', { id: 'announcer', class: 'visually-hidden', 'aria-live': 'polite' }),
    h('noscript', null, h('p', { class: 'notice' }, words.noScript)),
    siteFooter(site),
  ]
}

function siteHeader({ base, site, hasSearch = true }: SiteBody, image: string, isLive: boolean): ComponentChild {
  return h(
    'header',
    { class: 'site-header' },
    h(
      'div',
      { class: 'site-header-inner' },
      h(
        'a',
        { class: 'brand', href: `${base}/` },
        h('img', { src: image, alt: '', width: 28, height: 28 }),
        h('span', null, site),
      ),
      hasSearch &&
        h('a', { class: 'search-link', href: `${base}/search` }, icon('search'), h('span', null, words.search)),
      isLive &&
        h(
          'p',
          { class: 'connection needs-script', id: 'connection', 'data-kind': 'connecting' },
          h('span', { class: 'dot', 'aria-hidden': 'true' }),
          h('span', { id: 'connection-text' }, words.connection.connecting),
        ),
    ),
  )
}

function siteFooter({ base }: SiteBody): ComponentChild {
  return h(
    'footer',
    { class: 'site-footer' },
    h('p', null, words.footer, ' ', h('a', { href: `${base}/docs` }, words.api)),
  )
}

function raw(tag: string, text: string, attributes: Record<string, string> = {}): ComponentChild {
  return h(tag, { ...attributes, dangerouslySetInnerHTML: { __html: text } })
}

/** JSON that cannot end the element it stands in, whatever names of teams contain. */
function jsonInHtml(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
}
