import { openListPage } from './list-page.ts'
import { openMatchPage } from './match-page.ts'
import type { OpenView, PageContext } from './page.ts'

/** Shows the view that the address names, and follows links within the page without loading it again. */
export function startRouter(context: PageContext): void {
  let path = location.pathname
  let view: OpenView = show(context)

  const go = () => {
    // The skip link changes the address too, but shows nothing new.
    if (location.pathname === path) return
    path = location.pathname
    view.close()
    context.main.replaceChildren()
    view = show(context)
  }
  addEventListener('popstate', go)
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-link]') : null
    // Whoever wants a new tab gets one.
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    if (link.href !== location.href) history.pushState(null, '', link.href)
    go()
    scrollTo(0, 0)
    // A screen reader goes on at the new content, not at a link that is gone.
    context.main.focus({ preventScroll: true })
  })
}

function show(context: PageContext): OpenView {
  const [, match] = /^\/match\/([^/]+)$/.exec(location.pathname) ?? []
  return match === undefined ? openListPage(context) : openMatchPage(context, decodeURIComponent(match))
}
