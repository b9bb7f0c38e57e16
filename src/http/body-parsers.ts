import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify'

const JSON_TYPE = 'application/json'
const NDJSON_TYPE = 'application/x-ndjson'

/**
 * JSON, where an empty body is no body (a DELETE may carry the header); NDJSON as text, only on routes
 * that consume it. Anything else is refused: 415.
 */
export function installBodyParsers(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(JSON_TYPE, { parseAs: 'string' }, (request, body, done) => {
    if (takesLines(request)) done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(JSON_TYPE))
    else if (body === '') done(null, undefined)
    else void parseJson(request, body as string, done)
  })
  app.addContentTypeParser(NDJSON_TYPE, { parseAs: 'string' }, (request, body, done) => {
    if (takesLines(request)) done(null, body)
    else done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(NDJSON_TYPE))
  })
}

function takesLines({ routeOptions }: FastifyRequest): boolean {
  const { consumes } = (routeOptions.schema ?? {}) as { consumes?: readonly string[] }
  return consumes?.includes(NDJSON_TYPE) ?? false
}
