import { expect, it } from 'vitest'
import { payloadOf } from '../../../src/gateway/delivery/frame.ts'
import type { Jump } from '../../../src/gateway/rooms/channel.ts'
import { RoomLog } from '../../../src/gateway/rooms/room-log.ts'
import { jumpFrames } from '../../../src/gateway/rooms/snapshot-frames.ts'
import type { SnapshotMessage } from '../../../src/protocol/messages.ts'
import { Truth } from '../truth.ts'

it('makes the frame of a jump once for all members, and anew for the next', () => {
  const truth = new Truth()
  truth.change()
  const log = new RoomLog(truth.match, truth.snapshot)

  const resync = { reason: 'resync', after: 1 } as const

  const frame = jumpFrames(log, resync).frame
  expect(JSON.parse(payloadOf(frame).toString())).toMatchObject({ op: 'snapshot', seq: 1, reason: 'resync' })
  expect(Object.is(jumpFrames(log, resync).frame, frame)).toBe(true)

  log.append(truth.change().updates[0].wire)
  expect(JSON.parse(payloadOf(jumpFrames(log, resync).frame).toString())).toMatchObject({
    seq: 2,
    state: truth.state(),
  })
  expect(JSON.parse(payloadOf(jumpFrames(log, { reason: 'epoch', after: 1 }).frame).toString()).reason).toBe('epoch')
})

it('[W13] tells of the key events that a resync jumped over, and of none that a new epoch replaced', () => {
  const truth = new Truth()
  for (let goals = 0; goals < 4; goals += 1) truth.change()
  const log = new RoomLog(truth.match, truth.snapshot)
  log.prepend(truth.updatesAfter(1))
  const told = (jump: Jump) =>
    (JSON.parse(payloadOf(jumpFrames(log, jump).frame).toString()) as SnapshotMessage).missed?.map(({ id }) => id)

  expect(told({ reason: 'resync', after: 0 })).toEqual(['g2', 'g3', 'g4'])
  expect(told({ reason: 'resync', after: 2 })).toEqual(['g3', 'g4'])
  expect(told({ reason: 'resync', after: 4 })).toBeUndefined()
  expect(told({ reason: 'epoch', after: 0 })).toBeUndefined()
})
