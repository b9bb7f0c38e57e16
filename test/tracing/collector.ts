import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from '../support/concurrent.ts'

export interface CollectedSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | undefined
  readonly name: string
  readonly startedAt: number
  readonly endedAt: number
  readonly role: string
  readonly attributes: Readonly<Record<string, string | number>>
}

interface Attribute {
  readonly key: string
  readonly value: { readonly stringValue?: string; readonly intValue?: number | string }
}

interface Exported {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] }
    readonly scopeSpans: readonly {
      readonly spans: readonly (Pick<CollectedSpan, 'traceId' | 'spanId' | 'parentSpanId' | 'name'> & {
        readonly startTimeUnixNano: string
        readonly endTimeUnixNano: string
        readonly attributes: readonly Attribute[]
      })[]
    }[]
  }[]
}

/** What takes OTLP over HTTP as a collector does, and keeps it. */
export async function startCollector(): Promise<{
  readonly endpoint: string
  readonly spans: readonly CollectedSpan[]
}> {
  const spans: CollectedSpan[] = []
  const server = createServer(async (request, response) => {
    if (request.method === 'POST' && request.url === '/v1/traces') {
      spans.push(...spansOf(JSON.parse(await text(request)) as Exported))
    }
    response.setHeader('content-type', 'application/json').end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
  })
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans }
}

function* spansOf({ resourceSpans }: Exported): Generator<CollectedSpan> {
  for (const { resource, scopeSpans } of resourceSpans) {
    const role = String(toRecord(resource.attributes)['touchline.role'])
    for (const { traceId, spanId, parentSpanId, name, attributes, ...times } of scopeSpans.flatMap(
      (each) => each.spans,
    )) {
      const [startedAt, endedAt] = [times.startTimeUnixNano, times.endTimeUnixNano].map((nanos) => Number(nanos) / 1e6)
      yield {
        traceId,
        spanId,
        parentSpanId: parentSpanId || undefined,
        name,
        role,
        startedAt: startedAt as number,
        endedAt: endedAt as number,
        attributes: toRecord(attributes),
      }
    }
  }
}

function toRecord(attributes: readonly Attribute[]): Record<string, string | number> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)] as const),
  )
}
