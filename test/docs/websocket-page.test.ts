import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { withWalk } from '../../src/docs/websocket/page.ts'
import { withoutVolatile } from '../../src/docs/websocket/volatile.ts'

const committed = readFileSync(new URL('../../docs/websocket.md', import.meta.url), 'utf8')

it('docs/websocket.md shows what a server says: the upgrade, frames both ways, pings, closes, refusals', async () => {
  expect(await withWalk(committed)).toBe(committed)
})

it('tells what a server said from ids and times', () => {
  expect(withoutVolatile('"at":17,"seq":1')).toBe(withoutVolatile('"at":18,"seq":1'))
  expect(withoutVolatile('"at":17,"seq":1')).not.toBe(withoutVolatile('"at":17,"seq":2'))
  expect(withoutVolatile('Date: Mon\n← x')).toBe('Date:…\n← x')
})
