import { describe, expect, it } from 'vitest'
import { changelogSection } from '../../packages/release/changelog-section.ts'
import { productionLock } from '../../packages/release/production-lock.ts'

describe('changelogSection', () => {
  const changelog =
    '# Changelog\n\n## Unreleased\n\nNew.\n\n### Sub\n- x\n\n## 1.2.0 (2026-11-29)\n\nOld.\n\n## 1.2.0-rc.1\n\nOlder.\n'

  it.each([
    ['1.2.0', 'Old.\n'],
    ['1.2.0-rc.1', 'Older.\n'],
    ['1.3.0', 'New.\n\n### Sub\n- x\n'],
  ])('of %s', (version, text) => {
    expect(changelogSection(changelog, version)).toBe(text)
  })

  it('says that there is none', () => {
    expect(() => changelogSection('# Changelog\n\n## 1.0.0\n\nx\n', '1.2.0')).toThrow('## 1.2.0')
  })
})

it('productionLock leaves out what is only for development and what the package does not need, with all that belongs to it', () => {
  const entry = { version: '1.0.0' }
  const lock = {
    lockfileVersion: 3,
    packages: {
      '': { dependencies: { pg: '1', esbuild: '1' }, devDependencies: { vitest: '1' } },
      'node_modules/pg': entry,
      'node_modules/shared': entry,
      'node_modules/types': { ...entry, devOptional: true },
      'node_modules/vitest': { ...entry, dev: true },
      'node_modules/esbuild': entry,
      'node_modules/@esbuild/linux-x64': { ...entry, optional: true },
    },
  }
  const made = productionLock(lock, { name: 'touchline', version: '2.0.0', dependencies: { pg: '1' } })
  expect(made).toMatchObject({ lockfileVersion: 3, name: 'touchline', version: '2.0.0' })
  expect(made.packages['']).not.toHaveProperty('devDependencies')
  expect(Object.keys(made.packages)).toEqual(['', 'node_modules/pg', 'node_modules/shared', 'node_modules/types'])
})
