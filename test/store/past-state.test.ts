import { expect, it } from 'vitest'
import { readPastState } from '../../src/store/past-state.ts'

it('folds the patches onto the first state, a thousand at once', async () => {
  const asked: number[][] = []
  const store = {
    readInitial: async (match: string) => ({ match, epoch: 'e', seq: 0, state: '{"goals":0}' }),
    async readUpdates(_match: string, after: number, limit: number) {
      asked.push([after, limit])
      return Array.from({ length: limit }, (_, n) => ({
        seq: after + n + 1,
        wire: `{"patch":{"goals":${after + n + 1}}}`,
      }))
    },
  }
  expect(await readPastState(store as never, 'm', 2_500)).toEqual({
    match: 'm',
    epoch: 'e',
    seq: 2_500,
    state: '{"goals":2500}',
  })
  expect(asked).toEqual([
    [0, 1_000],
    [1_000, 1_000],
    [2_000, 500],
  ])
})
