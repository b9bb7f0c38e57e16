import { expect, it } from 'vitest'
import { readPastState } from '../../src/store/past-state.ts'

it('folds the patches onto the first state, a thousand at once', async () => {
  const { store, asked } = storeOf({ epoch: 'e', seq: 2_500 })
  expect(await readPastState(store, 'm', 2_500)).toEqual({
    match: 'm',
    epoch: 'e',
    seq: 2_500,
    state: '{"of":"e","goals":2500}',
  })
  expect(asked).toEqual([
    [0, 1_000],
    [1_000, 1_000],
    [2_000, 500],
  ])
})

it('knows no past of a match that is deleted while it is read', async () => {
  const { store } = storeOf({ epoch: 'e', seq: 3 }, undefined)
  expect(await readPastState(store, 'm', 3)).toBeUndefined()
})

it('tells the past of the new history where the match is made again while it is read', async () => {
  const { store } = storeOf({ epoch: 'e', seq: 3 }, { epoch: 'f', seq: 3 })
  expect(await readPastState(store, 'm', 3)).toMatchObject({ epoch: 'f', seq: 3, state: '{"of":"f","goals":3}' })
})

it('knows nothing of an update that the new history has not come to', async () => {
  const { store } = storeOf({ epoch: 'e', seq: 3 }, { epoch: 'f', seq: 2 })
  expect(await readPastState(store, 'm', 3)).toBeUndefined()
})

interface Head {
  readonly epoch: string
  readonly seq: number
}

/** @param later what the match is from when its first state has been read on, if that is another */
function storeOf(first: Head, ...later: (Head | undefined)[]) {
  const asked: number[][] = []
  let now: Head | undefined = first
  const store = {
    async readInitial(match: string) {
      const head = now
      if (later.length > 0) now = later[0]
      return head && { match, epoch: head.epoch, seq: 0, state: `{"of":"${head.epoch}","goals":0}` }
    },
    async readUpdates(_match: string, after: number, limit: number) {
      asked.push([after, limit])
      const length = Math.max(0, Math.min(limit, (now?.seq ?? 0) - after))
      return Array.from({ length }, (_, n) => ({ seq: after + n + 1, wire: `{"patch":{"goals":${after + n + 1}}}` }))
    },
    readHeads: async () => [now],
  }
  return { store, asked }
}
