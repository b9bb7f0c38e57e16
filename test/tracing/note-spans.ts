import type { Span, SpanOptions, Tracing } from '../../src/tracing/tracing.ts'

/** Tracing that notes what was begun, and how it ended. The spans are named in the order in which they began. */
export function noteSpans() {
  const started: [name: string, options: SpanOptions | undefined][] = []
  const ended: [span: string, outcome: Parameters<Span['end']>[0]][] = []
  const tracing: Tracing = {
    start(name, options) {
      started.push([name, options])
      const span = `span ${started.length}`
      return { traceparent: span, end: (outcome) => void ended.push([span, outcome]) }
    },
    async close() {},
  }
  return { tracing, started, ended }
}
