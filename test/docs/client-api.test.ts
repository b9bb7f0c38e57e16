import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { clientApi } from '../../src/docs/client-api.ts'

it('docs/client-api.md is what `npm run docs` writes', async () => {
  const committed = readFileSync(new URL('../../docs/client-api.md', import.meta.url), 'utf8')
  expect(committed).toBe(await clientApi())
})
