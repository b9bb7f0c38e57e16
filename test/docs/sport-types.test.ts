import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { sportTypes } from '../../src/docs/sport-types.ts'
import { sports } from '../../src/sports/registry.ts'

it('src/client/sport-types.ts is what `npm run docs` writes', async () => {
  const committed = readFileSync(new URL('../../src/client/sport-types.ts', import.meta.url), 'utf8')
  expect(committed).toBe(await sportTypes(sports))
})
