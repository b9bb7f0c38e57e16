/** One fault of a request, with where it is: a JSON path such as `events[2].team`. */
export interface Fault {
  readonly path: string
  readonly message: string
}

/** A failure we expect and can explain to the caller. Everything else is a bug. */
export abstract class AppError extends Error {
  /** Public and stable, kebab-case; listed in docs/protocol.md. */
  abstract readonly code: string
  /** Used when it reaches HTTP. */
  abstract readonly statusCode: number
  /** What is wrong in the request, fault by fault. */
  readonly errors?: readonly Fault[]
  /** When to try again, in seconds; becomes `Retry-After`. */
  readonly retryAfterSeconds?: number
}

abstract class FaultyInput extends AppError {
  override readonly errors: readonly Fault[]
  constructor(detail: string, errors: readonly Fault[] = []) {
    super(detail)
    this.errors = errors
  }
}

/** The request cannot be read: `[H3]`. */
export class InvalidRequest extends FaultyInput {
  readonly code = 'invalid-request'
  readonly statusCode = 400
}

/** The event can be read, but its sport's schema refuses it: `[H3]`. */
export class InvalidEvent extends FaultyInput {
  readonly code = 'invalid-event'
  readonly statusCode = 422
}

export class MatchNotFound extends AppError {
  readonly code = 'match-not-found'
  readonly statusCode = 404
  /** @param hint what the caller can do about it */
  constructor(match: string, hint?: string) {
    super(`there is no match "${match}"${hint === undefined ? '' : `; ${hint}`}`)
  }
}

/** Others write this match all the time; nothing was written. */
export class MatchBusy extends AppError {
  readonly code = 'match-busy'
  readonly statusCode = 503
  override readonly retryAfterSeconds = 1
  readonly match: string
  constructor(match: string) {
    super(`match "${match}" is being written by others; send the same request again`)
    this.match = match
  }
}

/** The database cannot be reached or refuses to work; the same request may succeed later. What a write was to write may be there. */
export class DatabaseUnavailable extends AppError {
  override readonly name = 'DatabaseUnavailable'
  readonly code = 'database-unavailable'
  readonly statusCode = 503
  override readonly retryAfterSeconds = 1
  /** For operators: what is wrong with it, in a few words. Never told to whoever asked. */
  readonly reason: string

  constructor(reason: string, options?: ErrorOptions) {
    // Also when the connection was lost after the database had all it needs to commit: nobody here can know.
    super('it may or may not have been written; send the same request again, repeats are safe', options)
    this.reason = reason
  }
}
