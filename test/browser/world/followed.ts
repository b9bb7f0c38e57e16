import type { Page } from 'playwright-core'

/** What a page has asked to follow. */
export interface Followed {
  readonly boards: ReadonlySet<string>
  /** One by one, beside the boards. */
  readonly matches: ReadonlySet<string>
}

interface Asked {
  readonly matches?: readonly (string | { readonly match: string })[]
  readonly boards?: readonly (string | { readonly board: string })[]
}

/** Listens from now on: over a WebSocket, and over what stands in for it where a busy machine answers too late. */
export function watchFollowed(page: Page): Followed {
  const [boards, matches] = [new Set<string>(), new Set<string>()]
  const take = (text: string) => {
    const asked = JSON.parse(text) as Asked
    for (const each of asked.boards ?? []) boards.add(typeof each === 'string' ? each : each.board)
    for (const each of asked.matches ?? []) matches.add(typeof each === 'string' ? each : each.match)
  }
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => take(String(payload))))
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/sse')) take(request.postData() || '{}')
  })
  return { boards, matches }
}
