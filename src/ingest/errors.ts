import { AppError } from '../errors.ts'

export class EventNotFound extends AppError {
  readonly code = 'event-not-found'
  readonly statusCode = 404
  constructor(id: string) {
    super(`this feed has sent no event "${id}" for this match`)
  }
}

/** `[H2]` */
export class EventConflict extends AppError {
  readonly code = 'event-conflict'
  readonly statusCode = 409
  constructor(id: string) {
    super(`event "${id}" exists with other content; change it with PUT, or send a higher "revision"`)
  }
}

export class SportConflict extends AppError {
  readonly code = 'sport-conflict'
  readonly statusCode = 409
  constructor(match: string, sport: string) {
    super(`match "${match}" is a ${sport} match, and a match cannot change its sport; take another id`)
  }
}

/** The match has as many events as it may have, from all feeds together. */
export class MatchFull extends AppError {
  readonly code = 'match-full'
  readonly statusCode = 422
  constructor(maxEvents: number) {
    super(`the match has ${maxEvents} events, the most there may be; edit or restore those instead of sending new ones`)
  }
}

/** Too many replicas write this match at once; nothing was written. */
export class MatchBusy extends AppError {
  readonly code = 'match-busy'
  readonly statusCode = 503
  override readonly retryAfterSeconds = 1
  constructor(match: string) {
    super(`match "${match}" is being written by others; send the same request again`)
  }
}

/** `[H5]` */
export class RateExceeded extends AppError {
  readonly code = 'rate-exceeded'
  readonly statusCode = 429
  override readonly retryAfterSeconds = 1
  constructor(ratePerSecond: number) {
    super(`a feed may send ${ratePerSecond} requests a second; send several events in one array`)
  }
}
