import { expect, it, vi } from 'vitest'
import { RequestSender } from '../../../src/client/following/request-sender.ts'
import type { PlannedRequest } from '../../../src/client/following/wanted.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { settle } from '../fake-network.ts'

fakeTimePerTest()

/** A request for matches that the server has never given. */
function asksFor(count: number): PlannedRequest {
  const matches = Array.from({ length: count }, (_, n) => ({
    match: `m${n}`,
    delayMs: 0,
    everyMs: 0,
    ownDelayMs: undefined,
    view: 'full' as const,
    wantsMore: true,
    isFollowed: true,
    boards: new Set<never>(),
    position: undefined,
    isSuspect: false,
  }))
  return { request: { op: 'subscribe', matches }, matches, boards: [] }
}

/** A sender on an open connection that has room for so many requests. */
function start({ room = 16 } = {}) {
  const line = { room }
  let due: PlannedRequest[] = []
  let id = 0
  const plan = vi.fn(() => [...due])
  const sender = new RequestSender(
    {
      isConnected: () => true,
      room: () => line.room,
      request: () => {
        line.room -= 1
        return ++id
      },
    },
    {
      plan,
      sent: (planned) => {
        due = due.filter((each) => each !== planned)
      },
    },
  )
  return {
    sender,
    line,
    plan,
    unsent: () => due.length,
    async ask(...requests: PlannedRequest[]) {
      due.push(...requests)
      sender.soon()
      await settle()
    },
    answer: (to: number, rejected: readonly string[] = []) =>
      sender.heard({
        op: 'subscribed',
        id: to,
        matches: [],
        rejected: rejected.map((match) => ({ match, code: 'match-not-found' })),
      }),
  }
}

it('sends nothing more while 64 unanswered matches may not exist, and goes on with the answer', async () => {
  const { ask, answer, unsent } = start()
  await ask(asksFor(63), asksFor(1), asksFor(1))
  expect(unsent()).toBe(1)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(unsent()).toBe(1)
  answer(1)
  await settle()
  expect(unsent()).toBe(0)
})

it('sends no more requests than there is room for, and asks for no plan without room', async () => {
  const { ask, answer, line, plan, unsent } = start({ room: 1 })
  await ask(asksFor(1), asksFor(1))
  expect(unsent()).toBe(1)
  plan.mockClear()
  await ask()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(plan).not.toHaveBeenCalled()
  line.room = 1
  answer(1)
  await settle()
  expect(unsent()).toBe(0)
})

it('counts each match that was looked for in vain as a message', async () => {
  const { ask, answer, unsent } = start()
  await ask(asksFor(100))
  answer(
    1,
    Array.from({ length: 100 }, (_, n) => `m${n}`),
  )
  await ask(asksFor(1))
  // 101 messages at 75 ms, of which 3,000 are credit.
  await vi.advanceTimersByTimeAsync(4_574)
  expect(unsent()).toBe(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(unsent()).toBe(0)
})

it('owes nothing on a new connection, and waits for no answer of the last one', async () => {
  const { ask, answer, sender, unsent } = start()
  await ask(asksFor(100))
  answer(
    1,
    Array.from({ length: 100 }, (_, n) => `m${n}`),
  )
  await ask(asksFor(100))
  sender.restart()
  expect(unsent()).toBe(0)
  sender.restart()
  await ask(asksFor(1))
  await vi.advanceTimersByTimeAsync(150)
  expect(unsent()).toBe(0)
})
