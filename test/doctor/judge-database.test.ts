import { expect, it } from 'vitest'
import type { Finding } from '../../src/doctor/finding.ts'
import { type Facts, judgeCreation, judgeDatabase, judgeKeys, judgePool } from '../../src/doctor/judge-database.ts'

const WELL: Facts = {
  version: '17.2',
  number: 170_002,
  name: 'scores',
  user: 'touchline',
  most: 100,
  limit: null,
  schema: 'public',
  mayCreate: true,
  isReplica: false,
  isReadOnly: false,
  encoding: 'UTF8',
  isolation: 'read committed',
  durable: 'on',
  at: 0,
}

const complaints = (findings: readonly Finding[]) =>
  findings.flatMap(({ kind, what, change }) => (kind === 'ok' ? [] : [`${kind}: ${what} → ${change}`]))

it.each<[Partial<Facts>, RegExp | undefined]>([
  [{}, undefined],
  [{ number: 140_000, version: '14.0' }, undefined],
  [{ number: 139_999, version: '13.99' }, /^warning: version 13\.99 is older than 14/],
  [{ isReplica: true }, /^failed: this server takes no writes → name the primary/],
  [{ isReadOnly: true }, /^failed: it takes no writes.* → alter database "scores"/],
  [{ encoding: 'LATIN1' }, /^failed: its encoding is LATIN1/],
  [{ mayCreate: false }, /^warning: "touchline" may not create tables → .*grant create on schema "public"/],
  [{ mayCreate: null, schema: null }, /^warning: "touchline" may not create tables → create a schema/],
  [{ durable: 'off' }, /^warning: synchronous_commit is off/],
  [{ durable: 'local' }, undefined],
])('judges a database of which is told %j', (facts, complaint) => {
  const said = complaints([
    ...judgeDatabase({ ...WELL, ...facts }, false),
    ...judgeCreation({ ...WELL, ...facts }, false),
  ])
  expect(said).toEqual(complaint === undefined ? [] : [expect.stringMatching(complaint)])
})

it('does not ask of the database of a gateway that it takes writes', () => {
  for (const facts of [{ isReplica: true }, { isReadOnly: true }]) {
    const findings = judgeDatabase({ ...WELL, ...facts }, true)
    expect(complaints(findings)).toEqual([])
    expect(findings.map(({ what }) => what)).toContain('this server takes no writes, which a gateway need not')
  }
})

it('leaves three connections of the server to its superusers, and counts one more than its pool for each process', () => {
  expect(judgePool(96, 1, { most: 100, limit: null })).toMatchObject({
    kind: 'ok',
    what: 'DATABASE_POOL 96 of 100 connections: room for 1 processes',
  })
  expect(judgePool(97, 1, { most: 100, limit: null })).toMatchObject({
    kind: 'failed',
    what: 'DATABASE_POOL is 97, of max_connections 100',
  })
  // As docs/operations.md has it.
  expect(judgePool(16, 1, { most: 231, limit: null })).toMatchObject({
    what: expect.stringContaining('room for 13 processes'),
  })
  expect(judgePool(47, 2, { most: 100, limit: null }).kind).toBe('ok')
  expect(judgePool(48, 2, { most: 100, limit: null })).toMatchObject({
    kind: 'failed',
    what: expect.stringContaining('for each of 2 workers'),
  })
})

it('knows of a bound that the user or the database has', () => {
  expect(judgePool(16, 1, { most: 100, limit: 16 })).toMatchObject({
    kind: 'failed',
    what: 'DATABASE_POOL is 16, and its user or database may have 16 connections',
  })
  expect(judgePool(16, 1, { most: 100, limit: 50 })).toMatchObject({
    kind: 'ok',
    what: 'DATABASE_POOL 16 of 50 connections: room for 2 processes',
  })
  expect(judgePool(16, 1, { most: 100, limit: 200 }).what).toMatch(/16 of 100 connections: room for 5/)
})

it('counts behind a pooler the clients of all workers, each with one more than its pool', () => {
  expect(judgePool(16, 2, undefined).what).toContain('34 clients')
})

it('warns for seven days before the last key of a feed ends, and says when it has ended', () => {
  const DAY_MS = 86_400_000
  const now = Date.parse('2026-11-30T00:00:00Z')
  const judged = (at: number) => complaints(judgeKeys(new Map([['feed-a', at]]), now))
  expect(judged(now + 7 * DAY_MS)).toEqual([])
  expect(judged(now + 7 * DAY_MS - 1)).toEqual([
    expect.stringMatching(/ends at 2026-12-06T23:59Z → .*feeds rotate feed-a/),
  ])
  expect(judged(now + 1)).toEqual([expect.stringContaining('rotate')])
  expect(judged(now)).toEqual([expect.stringMatching(/ended at .* → .*feeds create feed-a/)])
})
