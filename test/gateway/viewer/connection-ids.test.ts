import { randomBytes } from 'node:crypto'
import { expect, it, vi } from 'vitest'
import { createConnectionIds } from '../../../src/gateway/viewer/connection-ids.ts'

it('connections have ids of twelve characters that differ, also between gateways', () => {
  const [here, there] = [createConnectionIds(), createConnectionIds()]
  const ids = Array.from({ length: 1_000 }, () => [here(), there()]).flat()
  for (const id of ids) expect(id).toMatch(/^[\w-]{12}$/)
  expect(new Set(ids).size).toBe(ids.length)
})

it('256 ids are made at once, for made one by one they would be felt when thousands come back', () => {
  const random = vi.fn((bytes: number) => randomBytes(bytes))
  const idOf = createConnectionIds(random)
  for (let count = 0; count < 512; count += 1) idOf()
  expect(random.mock.calls.filter(([bytes]) => bytes > 0)).toHaveLength(2)
})
