import { type ComponentChild, h } from 'preact'
import { words } from '../words.ts'
import { SearchForm } from './list/search-form.ts'
import { useReader } from './shared/reader.ts'

/** What stands at an address where nothing is: the ways on. */
export function NothingHere(): ComponentChild {
  const { base } = useReader()
  return h(
    'section',
    { class: 'card notice waiting' },
    h('h1', null, words.nothingHere),
    h('p', null, words.nothingHereWhy, ' ', h('a', { href: `${base}/` }, words.todaysMatches)),
    h(SearchForm, { text: '' }),
  )
}

/** `[W21]` For whoever opens a page of a server whose viewers need tokens. */
export function NoPages(): ComponentChild {
  const { base, site } = useReader()
  return h(
    'section',
    { class: 'card notice waiting' },
    h('h1', null, words.noPages(site)),
    h('p', null, words.noPagesWhy),
    h('p', null, words.noPagesInstead, ' ', h('a', { href: `${base}/docs` }, words.api)),
  )
}

/** For whoever opens a page while nothing can be read. */
export function Away(): ComponentChild {
  return h(
    'section',
    { class: 'card notice waiting' },
    h('h1', null, words.noScoresNow),
    h('p', null, words.cannotLoad),
  )
}
