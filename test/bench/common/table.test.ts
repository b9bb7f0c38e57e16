import { describe, expect, it } from 'vitest'
import { atLeast, atMost, judgedOn } from '../../../bench/common/table.ts'

describe('a figure that misses its bound on a slow machine', () => {
  it.each([
    ['takes twice as long', atMost('start', 1.8, 0.9, 's')],
    ['is done half as often', atLeast('durable', 1_750, 3_500, 'events/s')],
  ])('and %s stays missed, and says that a machine twice as fast would meet it', (_, row) => {
    expect(row).toMatchObject({ isMet: false, missedBy: 2 })
    expect(judgedOn(2, row)).toMatchObject({ isMet: false, metAt: 2 })
    expect(judgedOn(1.99, row)).toEqual(row)
  })

  it.each([
    ['bytes', atMost('frame', 168, 160, 'B')],
    ['memory', atMost('ready', 121, 120, 'MB')],
    ['a ratio', atMost('against Centrifugo', 0.66, 0.55, '×')],
    ['a number of messages', atMost('final', 27, 26, 'messages')],
  ])('is missed everywhere if it is %s', (_, row) => {
    expect(row).toMatchObject({ isMet: false })
    expect(judgedOn(9, row)).toEqual(row)
  })

  it('says nothing of its machine if it is met as it is', () => {
    expect(judgedOn(2, atMost('start', 0.8, 0.9, 's'))).toEqual(atMost('start', 0.8, 0.9, 's'))
  })
})
