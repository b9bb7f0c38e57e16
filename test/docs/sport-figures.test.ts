import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { SportFigures } from '../../src/docs/sports-index.ts'

const figures = JSON.parse(
  readFileSync(new URL('../../docs/sports/figures.json', import.meta.url), 'utf8'),
) as readonly SportFigures[]

/** Sports of which people watch many matches at once. */
const MEDIANS: Readonly<Record<string, number>> = { football: 220, tennis: 100 }

it.each(figures)('the patches of $sport are no larger than they may be in the median, and 850 bytes at p99', (each) => {
  expect(each.medianBytes).toBeLessThanOrEqual(MEDIANS[each.sport] ?? 350)
  expect(each.p99Bytes).toBeLessThanOrEqual(850)
})
