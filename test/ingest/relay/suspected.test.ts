import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Suspected } from '../../../src/ingest/relay/suspected.ts'

it('mends eight matches at once', async () => {
  const underWay: (() => void)[] = []
  const readHeads = () => new Promise<[]>((resolve) => underWay.push(() => resolve([])))
  const suspected = new Suspected({ bus: { readHeads, read: async () => undefined } } as never)
  for (let n = 0; n < 20; n += 1) suspected.add(`m${n}`)
  const mended = suspected.mend(() => false)

  for (const count of [8, 8, 4]) {
    expect(underWay).toHaveLength(count)
    for (const end of underWay.splice(0)) end()
    await nextTurn()
  }
  await mended
})
