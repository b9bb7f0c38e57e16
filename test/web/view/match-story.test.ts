import { renderToString } from 'preact-render-to-string'
import { expect, it } from 'vitest'
import type { UpdateMessage } from '../../../src/protocol/messages.ts'
import { firstPage } from '../../../src/web/view/first-page.ts'
import { stateOf } from '../../client/state-builder.ts'

function pageOf(goals: number): string {
  const state = stateOf('m')
  const updates = Array.from(
    { length: goals },
    (_, n): UpdateMessage => ({
      op: 'update',
      match: 'm',
      seq: n + 1,
      at: n,
      kind: 'add',
      event: { id: `g${n}`, type: 'goal', team: 'home', player: `Player ${n}` },
      patch: { score: { home: n + 1 } },
    }),
  )
  const held = { epoch: 'e', seq: goals, state }
  const story = { start: { seq: 0, state }, updates }
  const site = { site: 'S', base: '', origin: '', now: 0 }
  return renderToString(firstPage({ ...site, kind: 'match', match: 'm', held, story }) as never)
}

it('has room for the slider before the page is alive, so that nothing moves then', () => {
  expect(pageOf(2)).toContain('type="range"')
  expect(pageOf(1)).not.toContain('type="range"')
})

it('shows the newest 60 lines of a story, and a button for the others', () => {
  const html = pageOf(61)
  expect(html.match(/<li class="line/g)).toHaveLength(60)
  expect(html).toContain('Player 60')
  expect(html).not.toMatch(/Player 0\b/)
  expect(html).toContain('Earlier')
  expect(pageOf(60)).not.toContain('Earlier')
})
