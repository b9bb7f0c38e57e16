import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import { isInnerHost } from '../http/requests/inner-host.ts'
import { drawOps, drawWorkers, OPS_STYLE, type OpsView, type OpsWorker } from './ops-page.ts'

export interface OpsRoutesOptions {
  read(): Omit<OpsView, 'token' | 'said'>
  /** Absent where there are no viewers. */
  readonly actions?: { drain(): Promise<void>; rebalance(): Promise<unknown> }
  onAction(action: string): void
}

/** `Host` is a name that could be anybody's. */
class UnknownHost extends AppError {
  readonly code = 'unknown-host'
  readonly statusCode = 421
  constructor() {
    super('open /ops by an IP address, or by a name of your own network')
  }
}

class NotFromHere extends AppError {
  readonly code = 'forbidden'
  readonly statusCode = 403
  constructor() {
    super('this button was not pressed on the page of this replica; open /ops again')
  }
}

const SAID: Readonly<Record<string, string>> = {
  drain: 'Draining: viewers are sent to other gateways, and no new ones come. Stop the process when they have gone.',
  rebalance: 'Viewers beyond an equal share are sent to other gateways.',
}
const STYLE_HASH = createHash('sha256').update(OPS_STYLE).digest('base64')
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`

/** `/ops`, for the internal port. A button carries a secret of this process, so that no page of another site can press it. */
export async function opsRoutes(app: FastifyInstance, { read, actions, onAction }: OpsRoutesOptions): Promise<void> {
  const token = randomBytes(24).toString('base64url')
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, new URLSearchParams(String(body))),
  )
  /** What a button did, until the page has said so once. */
  let said: string | undefined
  app.get('/ops', { onRequest: checkHost }, async (_request, reply) => {
    const page = drawOps({ ...read(), token: actions && token, said })
    said = undefined
    return send(reply, page)
  })
  if (actions === undefined) return
  for (const action of ['drain', 'rebalance'] as const) {
    app.post(`/ops/${action}`, { onRequest: checkHost }, async (request, reply) => {
      const given = request.body instanceof URLSearchParams ? (request.body.get('token') ?? '') : ''
      if (!isSame(given, token) || !isOwnPage(request.headers)) throw new NotFromHere()
      onAction(action)
      void actions[action]()
      said = SAID[action]
      // Loading the page again shows it, and presses nothing.
      return reply.redirect('../ops', 303)
    })
  }
}

export interface WorkerPagesOptions {
  readonly site: string
  /** Who this is: version, role, machine. */
  readonly about: string
  /** Each with the port of its own page. */
  read(): readonly (Omit<OpsWorker, 'url'> & { readonly port: number })[]
}

/** `/ops` of the process that looks after workers: where the page of each is. */
export async function workerPages(app: FastifyInstance, { site, about, read }: WorkerPagesOptions): Promise<void> {
  app.get('/ops', { onRequest: checkHost }, async ({ headers }, reply) => {
    const workers = read().map(({ port, ...worker }) => {
      // With the host of the request: through a tunnel it is another than ours.
      const url = new URL(`http://${headers.host}/ops`)
      url.port = String(port)
      return { ...worker, url: url.href }
    })
    return send(reply, drawWorkers(site, about, workers))
  })
}

async function checkHost({ headers }: FastifyRequest): Promise<void> {
  if (!isInnerHost(headers.host)) throw new UnknownHost()
}

function send(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .headers({
      'content-security-policy': POLICY,
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
    })
    .type('text/html; charset=utf-8')
    .send(page)
}

/** Bytes are compared, not characters: those of a foreign text may be more. */
function isSame(given: string, token: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(token)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/** Browsers say where a form was; what is no browser says nothing. */
function isOwnPage({ origin, host, ...headers }: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return false
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`
}
