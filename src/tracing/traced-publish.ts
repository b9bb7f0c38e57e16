import type { Bus, BusEntry } from '../bus/bus.ts'
import type { Tracing } from './tracing.ts'

/** Times what of a commit goes to the bus, and sends along where the gateways' part of the trace begins. */
export function tracePublish<B extends Bus>(bus: B, tracing: Tracing): B {
  const publish = async (entry: BusEntry) => {
    // What the relay sends again belongs to no request.
    if (entry.trace === undefined) return bus.publish(entry)
    const span = tracing.start('publish update', {
      kind: 'producer',
      parent: entry.trace,
      attributes: {
        'touchline.match': entry.match,
        'touchline.seq': entry.updates[entry.updates.length - 1]?.seq ?? 0,
        'touchline.updates': entry.updates.length,
      },
    })
    try {
      const published = await bus.publish({ ...entry, trace: span.traceparent })
      span.end(published === 'taken' ? {} : { failure: published })
      return published
    } catch (error) {
      span.end({ failure: (error as Error).message })
      throw error
    }
  }
  return new Proxy(bus, { get: (target, name) => (name === 'publish' ? publish : Reflect.get(target, name)) })
}
