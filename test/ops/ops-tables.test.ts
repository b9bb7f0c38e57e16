import { expect, it, vi } from 'vitest'
import type { Gateway } from '../../src/gateway/gateway.ts'
import { drawOps } from '../../src/ops/ops-page.ts'
import { type OpsSources, opsTables } from '../../src/ops/ops-tables.ts'

const database = { kind: 'sqlite', clock: { skewMs: 3 }, pool: undefined } as unknown as OpsSources['database']
const bus = { health: 'up' } as OpsSources['bus']
const figures = { name: 'b', rooms: 1, writesPerSecond: 2, bytesPerSecond: 3, lagMs: 4, slow: 5, version: '1' }

function openGateway() {
  const many = Array.from({ length: 12 }, (_, n) => [`m${n}`, 100 - n] as const)
  const slowest = vi.fn((_limit: number) => [{ id: 'c1', unsentBytes: 7 }])
  const gateway = {
    figures,
    replicas: [
      { id: 'zzzzzzzz-1', viewers: 3, isDraining: false, figures },
      { id: 'aaaaaaaa-2', viewers: 4, isDraining: true, figures: undefined },
    ],
    rooms: { countViewers: () => new Map([['m1', 5]]) },
    busiestMatches: many,
    viewers: { size: 2, slowest },
  } as unknown as Gateway
  return { gateway, slowest }
}

const rowsOf = (sources: OpsSources, caption: string) =>
  opsTables(sources).find((table) => table.caption === caption)?.rows

it('names the ten feeds that were heard last, the ten busiest matches and the ten slowest viewers', () => {
  const { gateway, slowest } = openGateway()
  const feedAges = Array.from({ length: 12 }, (_, n) => [`f${n}`, 12 - n] as const)
  const sources = { database, bus, gateway, feedAges }
  const feeds = rowsOf(sources, 'Feeds heard here')
  expect([feeds?.length, feeds?.[0], feeds?.[9]]).toEqual([10, ['f11', '1 s ago'], ['f2', '10 s ago']])
  const matches = rowsOf(sources, 'Busiest matches')
  expect([matches?.length, matches?.[0], matches?.[1]]).toEqual([10, ['m0', '0', '100'], ['m1', '5', '99']])
  expect(slowest).toHaveBeenCalledWith(10)
  expect(rowsOf(sources, 'Slowest viewers')).toEqual([['c1', '7']])
})

it('tells the gateways of the fleet by name, also one that has said nothing of itself', () => {
  const { gateway } = openGateway()
  expect(rowsOf({ database, bus, gateway, feedAges: [] }, 'Gateways of the fleet')).toEqual([
    ['aaaaaaaa', 'draining', '4', '', '', '', '', ''],
    ['b', 'serving', '3', '1', '2', '4 ms', '5', '1'],
  ])
})

it('has no table of viewers without a gateway, and no button where there is nothing to drain', () => {
  const tables = opsTables({ database, bus, gateway: undefined, feedAges: [] })
  expect(tables.map(({ caption }) => caption)).toEqual(['This replica', 'Feeds heard here'])
  const html = drawOps({ site: 'S', about: 'A', tables, token: undefined, said: undefined })
  expect(html).not.toContain('<button')
  // A table without rows is not there.
  expect(html).not.toContain('Feeds heard here')
})

it('shows as text whatever a feed or a match is called', () => {
  const rows = [['<b>"&amp;', '<i>']] as const
  const html = drawOps({
    site: '<s>',
    about: '<u>',
    tables: [{ caption: '"><q>', rows }],
    token: undefined,
    said: '<p id="x">',
  })
  expect(html).toContain('<th scope="row">&lt;b>&quot;&amp;amp;</th><td>&lt;i></td>')
  expect(html).toContain('aria-label="&quot;>&lt;q>"')
  expect(html).not.toMatch(/<(b|i|q|s|u|p id="x")>/)
})
