import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { SportFigures } from '../../src/docs/sports-index.ts'

const figures = JSON.parse(
  readFileSync(new URL('../../docs/sports/figures.json', import.meta.url), 'utf8'),
) as readonly SportFigures[]

it.each(figures)('the patches of $sport are no larger than 350 bytes in the median and 850 at p99', (each) => {
  expect(each.medianBytes).toBeLessThanOrEqual(350)
  expect(each.p99Bytes).toBeLessThanOrEqual(850)
})
