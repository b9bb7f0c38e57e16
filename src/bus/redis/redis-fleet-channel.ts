import type { FleetChannel, FleetTopic } from '../fleet-channel.ts'
import type { RedisCommands } from './redis-client.ts'
import { fleetKey, messageOf } from './redis-scripts.ts'
import type { RedisSubscriber } from './redis-subscriber.ts'

export interface FleetChannelOptions {
  readonly commands: Pick<RedisCommands, 'publish' | 'spublish'>
  readonly isSharded: boolean
  readonly subscriber: Pick<RedisSubscriber, 'subscribe'>
  readonly prefix: string
}

export function createRedisFleetChannel({
  commands,
  isSharded,
  subscriber,
  prefix,
}: FleetChannelOptions): FleetChannel {
  const channelOf = (topic: FleetTopic) => fleetKey(prefix, topic)
  return {
    async tellFleet(topic, text) {
      const message = messageOf({ epoch: '-', seq: 0 }, text)
      await (isSharded ? commands.spublish(channelOf(topic), message) : commands.publish(channelOf(topic), message))
    },
    hearFleet(topic, listener) {
      // A line that is away asks for all its channels once it is back.
      subscriber.subscribe(channelOf(topic), (_position, text) => listener(text.toString())).catch(() => {})
    },
  }
}
