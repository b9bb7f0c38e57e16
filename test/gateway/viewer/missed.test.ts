import { expect, it } from 'vitest'
import type { Board } from '../../../src/gateway/boards/board.ts'
import { Missed } from '../../../src/gateway/viewer/missed.ts'
import type { BoardChange } from '../../../src/gateway/viewer/subscriptions/board-change.ts'
import type { BoardRows } from '../../../src/gateway/viewer/subscriptions/board-rows.ts'

it('[W4] forgets what was told to its end, though there is no space for more', () => {
  const missed = new Missed()
  const board = {} as Board
  let looks = 0
  let areRowsOver = false
  let isChangeOver = false
  missed.noteRows({
    get isOver() {
      looks += 1
      return areRowsOver
    },
  } as BoardRows)
  missed.noteChange({
    board,
    add() {},
    get isOver() {
      return isChangeOver
    },
  } as unknown as BoardChange)
  const tell = (spaces: number) => {
    let left = spaces
    return missed.tell({
      hasSpace: () => left-- > 0,
      tellRows() {
        areRowsOver = true
      },
      tellNewest: () => expect.unreachable(),
      tellChange: (_change: BoardChange) => {
        isChangeOver = true
        return true
      },
    })
  }

  expect(tell(2)).toBe(false)
  expect([areRowsOver, isChangeOver, looks]).toEqual([true, true, 2])
  expect(missed.addToChange(board, [])).toBe(false)
  expect(tell(1)).toBe(true)
  expect(looks).toBe(2)
})
