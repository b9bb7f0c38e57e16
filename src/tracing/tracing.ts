/** Where a span belongs: `traceparent` of W3C Trace Context. */
export type TraceParent = string

export type Attributes = Readonly<Record<string, string | number>>

/** A piece of work that is being timed. */
export interface Span {
  /** What work that follows from this one is begun with, here or in another process. */
  readonly traceparent: TraceParent
  /** @param failure why it did not succeed */
  end(outcome?: { readonly attributes?: Attributes; readonly failure?: string; readonly at?: number }): void
}

export interface SpanOptions {
  /** `server` and `consumer` answer another process, `producer` leads to one. */
  readonly kind?: 'internal' | 'server' | 'producer' | 'consumer'
  readonly parent?: TraceParent | undefined
  /** By the wall clock of this machine, in ms; now, if left out. */
  readonly startedAt?: number
  readonly attributes?: Attributes
}

/** Times the way of an update across processes. Where it is off there is none of these, and nothing is asked. */
export interface Tracing {
  start(name: string, options?: SpanOptions): Span
  /** Sends what is not sent yet. Never throws: a collector that is away holds nobody up. */
  close(): Promise<void>
}
