import type { Span, Tracing } from './tracing.ts'

export interface TracingOptions {
  /** Of an OTLP collector that speaks HTTP: `http://collector:4318`. */
  readonly endpoint: string
  /** Of new traces, from 0 to 1, how many are kept. Where a feed sends `traceparent`, it decides. */
  readonly ratio: number
  readonly service: string
  readonly version: string
  readonly role: string
}

/** The longest that a stopping process waits for its collector. */
const FAREWELL_MS = 2_000
/** How long `tryCollector` waits for an answer. */
const PATIENCE_MS = 3_000

/** Loads OpenTelemetry. Whoever wants no traces does not pay for it. */
export async function openTracing({ endpoint, ratio, service, version, role }: TracingOptions): Promise<Tracing> {
  const [api, sdk, exporter, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    createExporter(endpoint),
    import('@opentelemetry/resources'),
  ])
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({
      'service.name': service,
      'service.version': version,
      'service.instance.id': `${process.env['HOSTNAME'] ?? 'local'}-${process.pid}`,
      'touchline.role': role,
    }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(ratio) }),
    // Bounded: what a collector that is away does not take is dropped.
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter, scheduledDelayMillis: 1_000 })],
  })
  const tracer = provider.getTracer('touchline', version)
  const kinds = {
    internal: api.SpanKind.INTERNAL,
    server: api.SpanKind.SERVER,
    producer: api.SpanKind.PRODUCER,
    consumer: api.SpanKind.CONSUMER,
  }
  return {
    start(name, { kind = 'internal', parent, startedAt, attributes } = {}) {
      const place = parent === undefined ? undefined : parseTraceParent(parent)
      const context = place ? api.trace.setSpanContext(api.ROOT_CONTEXT, place) : api.ROOT_CONTEXT
      const span = tracer.startSpan(
        name,
        {
          kind: kinds[kind],
          ...(startedAt !== undefined && { startTime: new Date(startedAt) }),
          ...(attributes && { attributes: { ...attributes } }),
        },
        context,
      )
      return {
        traceparent: formatTraceParent(span.spanContext()),
        end({ attributes: found, failure, at } = {}) {
          if (found) span.setAttributes({ ...found })
          if (failure !== undefined) span.setStatus({ code: api.SpanStatusCode.ERROR, message: failure })
          span.end(at === undefined ? undefined : new Date(at))
        },
      } satisfies Span
    },
    async close() {
      const deadline = new Promise<void>((resolve) => setTimeout(resolve, FAREWELL_MS).unref())
      await Promise.race([provider.shutdown().catch(() => {}), deadline])
    },
  }
}

/** Sends a collector an empty list of spans, as spans are sent. @returns why it did not take the list; undefined if it did */
export async function tryCollector(endpoint: string): Promise<Error | undefined> {
  const exporter = await createExporter(endpoint, { timeoutMillis: PATIENCE_MS })
  try {
    return await new Promise((resolve) => exporter.export([], ({ error }) => resolve(error)))
  } finally {
    await exporter.shutdown()
  }
}

async function createExporter(endpoint: string, options: { readonly timeoutMillis?: number } = {}) {
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http')
  return new OTLPTraceExporter({ ...options, url: `${endpoint.replace(/\/$/, '')}/v1/traces` })
}

interface SpanPlace {
  readonly traceId: string
  readonly spanId: string
  readonly traceFlags: number
}

/** @returns undefined for what is none: then a trace of its own begins */
export function parseTraceParent(text: string): (SpanPlace & { readonly isRemote: true }) | undefined {
  const [, traceId, spanId, flags] = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(text) ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId) || text.startsWith('ff')) return undefined
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true }
}

function formatTraceParent({ traceId, spanId, traceFlags }: SpanPlace): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
}
