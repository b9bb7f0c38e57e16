import { type ComponentChild, h, options, type VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { MatchStatus } from '../../../src/client/status.ts'
import type { MatchState } from '../../../src/match/state.ts'
import { App } from '../../../src/web/view/app.ts'
import { stillTime } from '../../../src/web/view/shared/page-time.ts'
import { ServerReader } from '../../../src/web/view/shared/reader.ts'
import type { ShownMatch } from '../../../src/web/view/shared/shown-match.ts'
import { stateOf } from '../../client/state-builder.ts'

/** A Sunday evening. */
export const NOW = Date.parse('2026-11-29T20:00:00Z')

export interface Drawn {
  readonly html: string
  /** What an element of this type and these properties does when somebody uses it. */
  use(type: string, properties: object, handler: string, event?: object): void
}

/** Draws as the server does, for a reader in UTC at `NOW`. */
export function draw(child: ComponentChild): Drawn {
  const made: VNode<Record<string, unknown>>[] = []
  const before = options.vnode
  options.vnode = (vnode) => {
    made.push(vnode as VNode<Record<string, unknown>>)
    before?.(vnode)
  }
  try {
    const reader = { ...ServerReader, base: '', origin: 'https://scores.example', site: 'Scores' }
    const html = renderToString(h(App, { reader, time: stillTime(NOW), page: child }))
    const use: Drawn['use'] = (type, properties, handler, event = {}) => {
      const found = made.find(
        (vnode) =>
          vnode.type === type && Object.entries(properties).every(([name, value]) => vnode.props[name] === value),
      )
      const act = found?.props[handler] as ((event: object) => void) | undefined
      if (act === undefined) throw new Error(`no <${type}> has ${handler}`)
      act(event)
    }
    return { html, use }
  } finally {
    if (before) options.vnode = before
    else delete options.vnode
  }
}

/** A match as a page shows it, live but for what is given. */
export function shownMatch(changes: Partial<MatchState> = {}, more: Partial<ShownMatch> = {}): ShownMatch {
  return { match: 'm', state: { ...stateOf('m'), ...changes }, status: { kind: 'live' } as MatchStatus, ...more }
}
