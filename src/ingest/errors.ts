import { AppError } from '../errors.ts'

export class EventNotFound extends AppError {
  readonly code = 'event-not-found'
  readonly statusCode = 404
  constructor(id: string) {
    super(`this source has sent no event "${id}" for this match`)
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

/** The source has sent as many events of the match as it may. */
export class MatchFull extends AppError {
  readonly code = 'match-full'
  readonly statusCode = 422
  constructor(maxEvents: number) {
    super(
      `the source has sent ${maxEvents} events of this match, the most there may be; edit or restore those instead of sending new ones`,
    )
  }
}

/** `[H7]` */
export class NotInCharge extends AppError {
  readonly code = 'not-in-charge'
  readonly statusCode = 403
  constructor(match: string, source: string | undefined) {
    super(
      source === undefined
        ? `nobody is in charge of match "${match}" yet; only the feed that made it, or an operator, may do that`
        : `source "${source}" is in charge of match "${match}"; only its feeds, or an operator, may do that`,
    )
  }
}

/** `[H7]` */
export class SourceNotListed extends AppError {
  readonly code = 'source-not-listed'
  readonly statusCode = 409
  constructor(source: string, listed: readonly string[]) {
    super(`the fixture lets only ${listed.join(', ')} be in charge; add "${source}" to its "sources" first`)
  }
}

/** `[H7]` The source has told nothing of the match: in charge, it would leave viewers without a score. */
export class SourceUnknown extends AppError {
  readonly code = 'source-unknown'
  readonly statusCode = 409
  constructor(source: string, match: string) {
    super(`source "${source}" has sent nothing of match "${match}", which is being told already`)
  }
}

/** `[H7]` */
export class TooManySources extends AppError {
  readonly code = 'too-many-sources'
  readonly statusCode = 422
  constructor(match: string, max: number) {
    super(`${max} sources tell match "${match}", the most there may be`)
  }
}

/** `[H7]` */
export class OperatorsOnly extends AppError {
  readonly code = 'operators-only'
  readonly statusCode = 403
}

/** What the match has come to is more than a viewer's update may carry; nothing of the request was written. */
export class StateTooLarge extends AppError {
  readonly code = 'state-too-large'
  readonly statusCode = 422
  constructor(maxBytes: number) {
    super(
      `the state of the match would be bigger than ${maxBytes} bytes; does the feed send the same events under new ids?`,
    )
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

/** `[H16]` */
export class TooManyPending extends AppError {
  readonly code = 'too-many-pending'
  readonly statusCode = 429
  /** @param what waits: `256 events` */
  constructor(what: string) {
    super(`${what} of this socket wait for their answers; send this one again when some have come`)
  }
}
