import type { FastifyInstance } from 'fastify'
import { AppError } from '../../errors.ts'

export class Stopping extends AppError {
  readonly code = 'stopping'
  readonly statusCode = 503
  override readonly retryAfterSeconds = 1
  constructor() {
    super('this replica is stopping; send it again')
  }
}

const STILL_ANSWERED = new Set(['/livez', '/readyz', '/metrics'])

export interface Stopper {
  readonly isStopping: boolean
  /** Stops before the server closes: what is under way goes on. */
  begin(): void
}

/** `[H5]` From the moment the server begins to close it answers 503, so that requests go to another replica. */
export function refuseWhileStopping(app: FastifyInstance): Stopper {
  let isStopping = false
  app.addHook('preClose', async () => {
    isStopping = true
  })
  app.addHook('onRequest', (request, _reply, done) => {
    done(isStopping && !STILL_ANSWERED.has(request.url) ? new Stopping() : undefined)
  })
  // Otherwise a feed that keeps its connection and never pauses would keep the server from closing.
  app.addHook('onSend', (_request, reply, _body, done) => {
    if (isStopping) reply.header('connection', 'close')
    done()
  })
  return {
    begin() {
      isStopping = true
    },
    get isStopping() {
      return isStopping
    },
  }
}
