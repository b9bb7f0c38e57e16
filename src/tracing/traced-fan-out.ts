import type { Served } from '../gateway/delivery/outbox.ts'
import type { Tracing } from './tracing.ts'

/** One span for each update that has a trace: from hearing it until the last of its viewers here was written to. */
export function traceFanOut(tracing: Tracing, { deliveries, traces = [] }: Served): void {
  const at = Date.now()
  for (const { trace, match, seq, heardAt } of traces) {
    const span = tracing.start('fan out update', {
      kind: 'consumer',
      parent: trace,
      startedAt: heardAt,
      attributes: { 'touchline.match': match, 'touchline.seq': seq, 'touchline.deliveries': deliveries },
    })
    span.end({ at })
  }
}
