import { expect, it } from 'vitest'
import type { Channel, Member } from '../../../src/gateway/rooms/channel.ts'
import { Members } from '../../../src/gateway/rooms/members.ts'
import type { RoomUpdate } from '../../../src/gateway/rooms/room-update.ts'

function listener() {
  const got: number[] = []
  const member: Member = { deliver: (_channel, { seq }) => got.push(seq), replace() {}, gone() {} }
  return { got, member }
}

const CHANNEL = { log: { epoch: 'e1' } } as unknown as Channel

it('[W1] tells one who was ahead everything once it has come again with nothing', () => {
  const members = new Members()
  const { got, member } = listener()
  const deliver = (seq: number) => members.deliver(CHANNEL, { seq } as RoomUpdate)
  members.add(member, { epoch: 'e1', seq: 3 })
  deliver(1)
  expect(got).toEqual([])
  members.add(member)
  for (const seq of [2, 3, 4]) deliver(seq)
  expect(got).toEqual([2, 3, 4])
})

it('tells nothing to one who has left', () => {
  const members = new Members()
  const [stays, leaves] = [listener(), listener()]
  for (const { member } of [stays, leaves]) members.add(member)
  members.delete(leaves.member)
  members.deliver(CHANNEL, { seq: 1 } as RoomUpdate)
  expect([stays.got, leaves.got, members.size]).toEqual([[1], [], 1])
})

it.each([
  ['has left', (members: Members, member: Member) => members.delete(member)],
  ['has left with all others', (members: Members) => members.clear()],
  ['was told what it had', (members: Members) => members.deliver(CHANNEL, { seq: 3 } as RoomUpdate)],
])('remembers nothing of one who was ahead and %s', (_, end) => {
  const members = new Members()
  const { member } = listener()
  members.add(member, { epoch: 'e1', seq: 3 })
  end(members, member)
  const unasked = {
    get log(): never {
      throw new Error('asked how far somebody is, though nobody is ahead')
    },
  } as unknown as Channel
  members.deliver(unasked, { seq: 4 } as RoomUpdate)
})
