import { type ComponentChild, h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { SentData, SiteData } from '../page-data.ts'
import { NO_ZONE } from '../reader-zone.ts'
import { icon } from '../view/shared/markup.ts'
import { words } from '../words.ts'
import { EARLY_SCRIPT } from './early-script.ts'
import type { HeadTags } from './head-tags.ts'

export interface DocumentParts {
  readonly data: SentData
  readonly head: HeadTags
  /** Addresses of what the page needs. */
  readonly assets: {
    readonly script: string
    readonly style: string
    readonly icon: string
    /** After the style sheet, in the page itself. */
    readonly brandStyle?: string | undefined
  }
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
      class: frame && `is-${frame.kind}`,
      'data-theme': theme,
      'data-zone': data.kind === 'list' ? data.zone : NO_ZONE,
    },
    h(
      'head',
      null,
      h('meta', { charset: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1, viewport-fit=cover' }),
      h('meta', { name: 'color-scheme', content: frame?.kind === 'overlay' ? 'normal' : (theme ?? 'light dark') }),
      h('meta', { name: 'theme-color', content: '#ffffff', media: '(prefers-color-scheme: light)' }),
      h('meta', { name: 'theme-color', content: '#14191e', media: '(prefers-color-scheme: dark)' }),
      h('title', null, head.title),
      // Whoever waits for a late television has said so on the pages, not in somebody's frame.
      frame === undefined && raw('script', EARLY_SCRIPT),
      h('link', { rel: 'stylesheet', href: assets.style }),
      assets.brandStyle !== undefined && raw('style', assets.brandStyle),
      // Not async: from a cache it would run before the data at the end of the page is there.
      h('script', { type: 'module', src: assets.script }),
      h('link', { rel: 'icon', href: assets.icon }),
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

/** The match alone. */
function frameBody(main: ComponentChild): ComponentChild[] {
  return [
    h('main', { id: 'main' }, main),
    h('div', { id: 'announcer', class: 'visually-hidden', 'aria-live': 'polite' }),
  ]
}

function siteBody({ base, site }: SiteData, image: string, main: ComponentChild): ComponentChild[] {
  return [
    h('a', { class: 'skip-link', href: '#main' }, words.skip),
    h(
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
        h('a', { class: 'search-link', href: `${base}/search` }, icon('search'), h('span', null, words.search)),
        h(
          'p',
          { class: 'connection needs-script', id: 'connection', 'data-kind': 'connecting' },
          h('span', { class: 'dot', 'aria-hidden': 'true' }),
          h('span', { id: 'connection-text' }, words.connection.connecting),
        ),
      ),
    ),
    h('div', { id: 'banner', class: 'banner', role: 'status', hidden: true }),
    h('main', { id: 'main', tabIndex: -1 }, main),
    h('div', { id: 'announcer', class: 'visually-hidden', 'aria-live': 'polite' }),
    h('noscript', null, h('p', { class: 'notice' }, words.noScript)),
    h('footer', { class: 'site-footer' }, h('p', null, words.footer, ' ', h('a', { href: `${base}/docs` }, words.api))),
  ]
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
