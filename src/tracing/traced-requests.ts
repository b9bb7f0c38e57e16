import type { FastifyInstance } from 'fastify'
import type { Span, TraceParent, Tracing } from './tracing.ts'

/** A client that went away before it was answered. */
const CLIENT_CLOSED = 499

/** The requests of feeds that are being answered, by their ids. Each is timed within the trace of the feed, if that sends `traceparent`. */
export class TracedRequests {
  readonly #tracing: Tracing
  readonly #spans = new Map<string, Span>()

  constructor(tracing: Tracing) {
    this.#tracing = tracing
  }

  /** Times the requests of a scope. */
  watch(scope: FastifyInstance): void {
    scope.addHook('onRequest', async ({ id, method, headers: { traceparent }, routeOptions: { url = '' } }) => {
      const span = this.#tracing.start(`${method} ${url}`, {
        kind: 'server',
        parent: typeof traceparent === 'string' ? traceparent : undefined,
        attributes: { 'http.request.method': method, 'http.route': url, 'touchline.request_id': id },
      })
      this.#spans.set(id, span)
    })
    scope.addHook('onResponse', async ({ id }, { statusCode }) => this.#end(id, statusCode))
    scope.addHook('onRequestAbort', async ({ id }) => this.#end(id, CLIENT_CLOSED))
  }

  /** @returns undefined for what came over a WebSocket: its trace begins with the change */
  parentOf(requestId: string | undefined): TraceParent | undefined {
    return requestId === undefined ? undefined : this.#spans.get(requestId)?.traceparent
  }

  #end(id: string, statusCode: number): void {
    const failure = statusCode >= 500 ? { failure: `answered ${statusCode}` } : {}
    this.#spans.get(id)?.end({ attributes: { 'http.response.status_code': statusCode }, ...failure })
    this.#spans.delete(id)
  }
}
