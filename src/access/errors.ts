import { AppError } from '../errors.ts'

/** No token, or one that is not good. The message never has the token. */
export class BadToken extends AppError {
  readonly code = 'unauthorised'
  readonly statusCode = 401
}

/** The token is good, and does not allow this. */
export class NotAllowed extends AppError {
  readonly code = 'forbidden'
  readonly statusCode = 403
}

/** Whether a token is good cannot be said now. */
export class KeysUnavailable extends AppError {
  readonly code = 'keys-unavailable'
  readonly statusCode = 503
  override readonly retryAfterSeconds = 5
}
