import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Span, TraceParent, Tracing } from './tracing.ts'

/** A client that went away before it was answered. */
const CLIENT_CLOSED = 499

/** The requests of feeds that are being answered, by their ids. Each is timed within the trace of the feed, if that sends `traceparent`. */
export class TracedRequests {
  readonly #tracing: Tracing
  readonly #spans = new Map<string, Span>()
  /** Whoever sends requests chooses their ids, so two may have one. */
  readonly #own = new WeakMap<FastifyRequest, Span>()

  constructor(tracing: Tracing) {
    this.#tracing = tracing
  }

  /**
   * Times the requests of a scope, from their arrival, once it is known that they come from a feed: otherwise a stranger could fill the collector,
   * as `traceparent` decides whether a trace is kept.
   */
  watch(scope: FastifyInstance): void {
    scope.addHook('preParsing', async (request, { elapsedTime }) => {
      const { id, method, headers, routeOptions } = request
      const { traceparent } = headers
      const { url = '' } = routeOptions
      const span = this.#tracing.start(`${method} ${url}`, {
        kind: 'server',
        startedAt: Date.now() - elapsedTime,
        parent: typeof traceparent === 'string' ? traceparent : undefined,
        attributes: { 'http.request.method': method, 'http.route': url, 'touchline.request_id': id },
      })
      this.#spans.set(id, span)
      this.#own.set(request, span)
    })
    scope.addHook('onResponse', async (request, { statusCode }) => this.#end(request, statusCode))
    scope.addHook('onRequestAbort', async (request) => this.#end(request, CLIENT_CLOSED))
  }

  /** @returns undefined for what came over a WebSocket: its trace begins with the change */
  parentOf(requestId: string | undefined): TraceParent | undefined {
    return requestId === undefined ? undefined : this.#spans.get(requestId)?.traceparent
  }

  #end(request: FastifyRequest, statusCode: number): void {
    const span = this.#own.get(request)
    if (span === undefined) return
    const failure = statusCode >= 500 ? { failure: `answered ${statusCode}` } : {}
    span.end({ attributes: { 'http.response.status_code': statusCode }, ...failure })
    this.#own.delete(request)
    if (this.#spans.get(request.id) === span) this.#spans.delete(request.id)
  }
}
