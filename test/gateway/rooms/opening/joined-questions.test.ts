import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { JoinedQuestions } from '../../../../src/gateway/rooms/opening/joined-questions.ts'

it('are asked together when they come in one turn, and each has its own answer', async () => {
  const { questions, groups } = setUp()
  expect(await Promise.all(['a', 'b', 'c'].map((about) => questions.ask(about)))).toEqual(['A', 'B', 'C'])
  expect(groups).toEqual([['a', 'b', 'c']])
})

it('wait while others are asked, 64 at once', async () => {
  const { questions, groups, answerNext } = setUp({ isHeld: true })
  const first = questions.ask('first')
  await nextTurn()
  const rest = Array.from({ length: 65 }, (_, index) => questions.ask(`q${index}`))
  expect(groups.map(({ length }) => length)).toEqual([1])

  answerNext()
  expect(await first).toBe('FIRST')
  await nextTurn()
  expect(groups.map(({ length }) => length)).toEqual([1, 64])
  answerNext()
  expect(await rest[63]).toBe('Q63')
  await nextTurn()
  expect(groups.map(({ length }) => length)).toEqual([1, 64, 1])
  answerNext()
  expect(await rest[64]).toBe('Q64')
})

it('fail as a group, and what is asked afterwards does not', async () => {
  const { questions, fail } = setUp()
  fail(new Error('away'))
  const answers = await Promise.allSettled([questions.ask('a'), questions.ask('b')])
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await questions.ask('c')).toBe('C')
})

/** Questions that are answered in capitals: at once, or one group whenever the test says so. */
function setUp({ isHeld = false } = {}) {
  const groups: (readonly string[])[] = []
  const held: (() => void)[] = []
  let failure: Error | undefined
  const questions = new JoinedQuestions(async (about) => {
    groups.push(about)
    if (isHeld) await new Promise<void>((resolve) => held.push(resolve))
    const error = failure
    failure = undefined
    if (error) throw error
    return about.map((text) => text.toUpperCase())
  })
  return {
    questions,
    groups,
    answerNext: () => held.shift()?.(),
    fail(error: Error) {
      failure = error
    },
  }
}
