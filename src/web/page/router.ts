import { openListPage } from './list/list-page.ts'
import { openMatchPage } from './match/match-page.ts'
import type { OpenPage, PageContext } from './page.ts'

/** Shows the page that the address names, and follows links between pages without loading anything again. */
export function startRouter(context: PageContext): void {
  let path = location.pathname
  let page: OpenPage = show(context)

  const go = () => {
    // The skip link changes the address too, but shows nothing new.
    if (location.pathname === path) return
    path = location.pathname
    page.close()
    context.main.replaceChildren()
    page = show(context)
  }
  addEventListener('popstate', go)
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-link]') : null
    // The browser follows the link itself: it is none of ours, or opens a new tab or window.
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    if (link.href !== location.href) history.pushState(null, '', link.href)
    go()
    scrollTo(0, 0)
    // A screen reader continues at the new content, not at a link that is gone.
    context.main.focus({ preventScroll: true })
  })
}

function show(context: PageContext): OpenPage {
  const [, match] = /^\/match\/([^/]+)$/.exec(location.pathname) ?? []
  return match === undefined ? openListPage(context) : openMatchPage(context, decodeURIComponent(match))
}
