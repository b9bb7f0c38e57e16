import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { connectClient } from '../support/socket-client.ts'
import { startGateway } from './start-gateway.ts'
import { storeOf, Truth } from './truth.ts'

it('[W12] opens 64 matches for each of ten viewers who come at once, though nobody watched any of them', async () => {
  const matches = Array.from({ length: 640 }, (_, index) => `m${index}`)
  const database = storeOf(new Map(matches.map((match) => [match, new Truth(match)])))
  const { liveUrl } = await startGateway({
    store: {
      ...database,
      async readSnapshot(match) {
        await nextTurn()
        return database.readSnapshot(match)
      },
    },
  })
  const viewers = await Promise.all(Array.from({ length: 10 }, () => connectClient(liveUrl)))

  const answers = await Promise.all(
    viewers.map((viewer, index) => viewer.subscribe(...matches.slice(64 * index, 64 * (index + 1)))),
  )

  expect(answers.flatMap(({ rejected }) => rejected)).toEqual([])
  expect(answers.map((answer) => answer.matches.length)).toEqual(Array(10).fill(64))
})

it('[W12] asks the database once for each of many unknown matches, however many viewers ask', async () => {
  const asked: string[] = []
  const { liveUrl } = await startGateway({
    store: {
      ...storeOf(new Map()),
      readSnapshot: () => expect.unreachable('nobody has it'),
      async readHeads(matches) {
        asked.push(...matches)
        return matches.map(() => undefined)
      },
    },
  })
  const unknown = Array.from({ length: 64 }, (_, index) => `u${index}`)
  const viewers = await Promise.all(Array.from({ length: 10 }, () => connectClient(liveUrl)))

  const answers = await Promise.all(viewers.map((viewer) => viewer.subscribe(...unknown)))

  expect(answers.map(({ rejected }) => rejected.length)).toEqual(Array(10).fill(64))
  expect(asked.sort()).toEqual([...unknown].sort())
})
