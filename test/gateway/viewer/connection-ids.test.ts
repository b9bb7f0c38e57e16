import { expect, it } from 'vitest'
import { createConnectionIds } from '../../../src/gateway/viewer/connection-ids.ts'

it('connections have ids of twelve characters that differ, also between gateways', () => {
  const [here, there] = [createConnectionIds(), createConnectionIds()]
  const ids = Array.from({ length: 1_000 }, () => [here(), there()]).flat()
  for (const id of ids) expect(id).toMatch(/^[\w-]{12}$/)
  expect(new Set(ids).size).toBe(ids.length)
})
