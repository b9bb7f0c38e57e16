import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { protocolTables, withTables } from '../../src/docs/protocol-tables.ts'
import { sports } from '../../src/sports/registry.ts'

const protocol = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8')
const tables = protocolTables(sports)

it('docs/protocol.md has the tables that `npm run docs` writes', () => {
  expect(withTables(protocol, tables)).toBe(protocol)
})

it('has every warning and every named correction of every sport', () => {
  for (const { warnings, corrections } of sports.values()) {
    for (const code of Object.keys(warnings)) expect(tables.get('warnings')).toContain(`\`${code}\``)
    for (const { kind } of corrections) expect(tables.get('corrections')).toContain(`\`${kind}\``)
  }
})

it('refuses a document without a place for a table', () => {
  expect(() => withTables(protocol.replace('npm run docs: warnings', ''), tables)).toThrow(
    'no place for the table of warnings',
  )
})
