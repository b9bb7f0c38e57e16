import { expect, it, vi } from 'vitest'
import { createProgress, type Progress } from '../../src/replay/progress.ts'
import { generic } from '../../src/sports/generic/index.ts'
import { fakeTimePerTest } from '../support/fake-time.ts'
import { MatchBuilder } from '../support/sports/match-builder.ts'

fakeTimePerTest()

const match = new MatchBuilder(generic)
match.send('score', { team: 'home', points: 2 })

function open(out: { isTTY: boolean; columns?: number }): { progress: Progress; written: string[] } {
  const written: string[] = []
  const write = (text: string) => written.push(text) > 0
  const progress = createProgress({
    total: 25,
    readState: async () => match.state,
    out: { columns: 80, ...out, write } as Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>,
  })
  return { progress, written }
}

it('writes one line of a terminal again, twice a second, and no further than it is wide', async () => {
  const { progress, written } = open({ isTTY: true, columns: 20 })
  progress.step(7)
  await vi.advanceTimersByTimeAsync(499)
  expect(written).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(written).toEqual(['\r\x1b[K7/25  Reds 2–0 Blues'.slice(0, 4 + 19)])
  await progress.end()
  expect(written.slice(1)).toEqual([written[0], '\n'])
})

it('writes a line every ten seconds elsewhere', async () => {
  const { progress, written } = open({ isTTY: false })
  progress.step(7)
  await vi.advanceTimersByTimeAsync(9_999)
  expect(written).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(written).toEqual(['7/25  Reds 2–0 Blues  not started\n'])
  await progress.end()
})

it('stops writing when it has ended', async () => {
  const { progress } = open({ isTTY: false })
  await progress.end()
  expect(vi.getTimerCount()).toBe(0)
})
