import { describe, expect, it } from 'vitest'
import { readPageOfUpdates } from '../../src/reads/page-of-updates.ts'

const MAX_PAGE_BYTES = 1_048_576

function logOf(sizes: readonly number[]) {
  const log = sizes.map((size, index) => ({ seq: index + 1, wire: 'x'.repeat(size) }))
  let longest = 0
  return {
    longest: () => longest,
    store: {
      readUpdates: async (_: string, after: number, limit: number) => {
        const read = log.filter(({ seq }) => seq > after).slice(0, limit)
        longest = Math.max(longest, read.length)
        return read
      },
    },
  }
}

describe('a page of updates', () => {
  it('ends at its number of updates, or with the log', async () => {
    const { store } = logOf(Array.from({ length: 130 }, () => 10))
    const seqs = async (after: number, limit: number) =>
      (await readPageOfUpdates(store, 'm', { after, limit })).map(({ seq }) => seq)
    expect(await seqs(0, 120)).toEqual(Array.from({ length: 120 }, (_, n) => n + 1))
    expect(await seqs(120, 100)).toEqual(Array.from({ length: 10 }, (_, n) => n + 121))
    expect(await seqs(130, 100)).toEqual([])
  })

  it('ends with the update that makes it a megabyte, and reads not much more', async () => {
    const { store, longest } = logOf(Array.from({ length: 1_000 }, () => 16_384))
    const page = await readPageOfUpdates(store, 'm', { after: 0, limit: 1_000 })
    expect(page.length).toBe(MAX_PAGE_BYTES / 16_384)
    expect(longest()).toBeLessThanOrEqual(50)
    const next = await readPageOfUpdates(store, 'm', { after: page.length, limit: 1_000 })
    expect(next[0]?.seq).toBe(page.length + 1)
  })

  it('has one update at least, however big', async () => {
    const { store } = logOf([3_000_000, 10])
    expect((await readPageOfUpdates(store, 'm', { after: 0, limit: 10 })).map(({ seq }) => seq)).toEqual([1])
  })
})
