import { AppError } from '../errors.ts'

export class NoSuchMatch extends AppError {
  readonly code = 'match-not-found'
  readonly statusCode = 404
  constructor(match: string) {
    super(`there is no match "${match}"`)
  }
}
