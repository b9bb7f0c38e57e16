import { expect, it } from 'vitest'
import { payloadOf } from '../../../src/gateway/delivery/frame.ts'
import { RoomLog } from '../../../src/gateway/rooms/room-log.ts'
import { jumpFrame } from '../../../src/gateway/rooms/snapshot-frames.ts'
import { Truth } from '../truth.ts'

it('makes the frame of a jump once for all members, and anew for the next', () => {
  const truth = new Truth()
  truth.change()
  const log = new RoomLog(truth.match, truth.snapshot)

  const frame = jumpFrame(log, 'resync')
  expect(JSON.parse(payloadOf(frame).toString())).toMatchObject({ op: 'snapshot', seq: 1, reason: 'resync' })
  expect(Object.is(jumpFrame(log, 'resync'), frame)).toBe(true)

  log.append(truth.change().updates[0].wire)
  expect(JSON.parse(payloadOf(jumpFrame(log, 'resync')).toString())).toMatchObject({ seq: 2, state: truth.state() })
  expect(JSON.parse(payloadOf(jumpFrame(log, 'epoch')).toString()).reason).toBe('epoch')
})
