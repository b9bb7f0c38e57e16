import type { BaseChannel } from '../../../src/gateway/rooms/channel.ts'
import { RoomLog } from '../../../src/gateway/rooms/room-log.ts'
import { EVERYTHING } from '../../../src/gateway/variants/kind.ts'

/** A channel that a board can hold, in which nothing happens. */
export function channelOf(match: string): BaseChannel & { isClosed: boolean } {
  const log = new RoomLog(match, { epoch: 'e1', seq: 0, state: '{}' })
  const channel = { match, log, kind: EVERYTHING, isClosed: false, join: () => '', leave() {}, isAhead: () => false }
  const base: BaseChannel & { isClosed: boolean } = Object.assign(channel, {
    base: channel as unknown as BaseChannel,
    variant: () => base,
    holders: new Set<object>(),
  })
  return base
}
