import { isUtf8 } from 'node:buffer'
import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify'
import { AppError, InvalidRequest } from '../../errors.ts'

const JSON_TYPE = 'application/json'
const NDJSON_TYPE = 'application/x-ndjson'
const CHARSET = /;\s*charset\s*=\s*"?([^";\s]*)/i
/** ASCII is a part of UTF-8. */
const UTF8_NAMES = new Set(['utf-8', 'utf8', 'us-ascii'])

class CompressedBody extends AppError {
  readonly code = 'unsupported-media-type'
  readonly statusCode = 415
  constructor(encoding: string) {
    super(`bodies are read as they are: send this one without Content-Encoding: ${encoding}`)
  }
}

type Done = (error: Error | null, body?: unknown) => void

/**
 * JSON, where an empty body is no body (a DELETE may carry the header); NDJSON as text, only on routes
 * that consume it. Anything else is refused: 415. Bodies are UTF-8: another charset is refused, 415, and so is what says nothing or
 * UTF-8 and is not, 400; read all the same, a name would be shown broken for the whole match.
 */
export function installBodyParsers(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addHook('preParsing', (request, _reply, payload, done) => {
    const encoding = request.headers['content-encoding']
    if (encoding === undefined || encoding === 'identity') done(null, payload)
    else done(new CompressedBody(encoding))
  })
  app.addContentTypeParser(JSON_TYPE, { parseAs: 'buffer' }, (request, body, done) => {
    if (takesLines(request) || !saysUtf8(request)) done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(JSON_TYPE))
    else if (body.length === 0) done(null, undefined)
    else readText(body as Buffer, done, (text) => void parseJson(request, text, done))
  })
  app.addContentTypeParser(NDJSON_TYPE, { parseAs: 'buffer' }, (request, body, done) => {
    if (!takesLines(request) || !saysUtf8(request)) done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(NDJSON_TYPE))
    else readText(body as Buffer, done, (text) => done(null, text))
  })
}

/** Hands on a body that is UTF-8, and refuses any other. */
export function readText(body: Buffer, done: Done, use: (text: string) => void): void {
  if (isUtf8(body)) use(body.toString())
  else done(new InvalidRequest('the body is not UTF-8; send it in UTF-8, whatever charset the data came in'))
}

function saysUtf8({ headers }: FastifyRequest): boolean {
  const charset = CHARSET.exec(headers['content-type'] ?? '')?.[1]
  return charset === undefined || UTF8_NAMES.has(charset.toLowerCase())
}

function takesLines({ routeOptions }: FastifyRequest): boolean {
  const { consumes } = (routeOptions.schema ?? {}) as { consumes?: readonly string[] }
  return consumes?.includes(NDJSON_TYPE) ?? false
}
