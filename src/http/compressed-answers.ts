import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

type Encoding = 'br' | 'gzip'

const brotliAsync = promisify(brotliCompress)
const gzipAsync = promisify(gzip)

/** A shorter answer fits into the first packet anyway. */
const MIN_BYTES = 1_024
/** What is made for one request: nearly as small as with more effort, and five times as fast. */
const QUICK = { br: 4, gzip: 6 } as const
/** What is made once and given to everybody. */
const THOROUGH = { br: 9, gzip: 9 } as const

const COMPRESSIBLE = /^(?:text\/|image\/svg|application\/(?:json|problem\+json|manifest\+json|javascript))/

/**
 * Compresses the answers to reads for clients that take it. Strings are made for one request; a `Buffer` is the same for all who ask (a
 * script, a page, the schema of a sport), so it is compressed once in each encoding, and kept as long as the buffer is.
 *
 * The strong `ETag` of a compressed answer becomes a weak one: its bytes are others (RFC 9110, section 8.8.3).
 */
export function compressAnswers(app: FastifyInstance): void {
  const kept = new WeakMap<Buffer, Map<Encoding, Promise<Buffer>>>()
  const compress = (body: string | Buffer, encoding: Encoding): Promise<Buffer> => {
    if (typeof body === 'string') return encode(Buffer.from(body), encoding, QUICK[encoding])
    const made = kept.get(body) ?? new Map<Encoding, Promise<Buffer>>()
    kept.set(body, made)
    const encoded = made.get(encoding) ?? encode(body, encoding, THOROUGH[encoding])
    made.set(encoding, encoded)
    return encoded
  }
  app.addHook('onSend', (request, reply, body: unknown, done) => {
    if (reply.statusCode === 304) nameAsHeld(request, reply)
    if (!isCompressible(request, reply, body)) return done(null, body)
    reply.header('vary', varied(reply.getHeader('vary')))
    const encoding = preferredEncoding(request.headers['accept-encoding'])
    if (encoding === undefined) return done(null, body)
    const weak = weakTag(reply)
    if (weak !== undefined) reply.header('etag', weak)
    reply.header('content-encoding', encoding).removeHeader('content-length')
    compress(body, encoding).then(
      (encoded) => done(null, encoded),
      (error: Error) => done(error),
    )
    return undefined
  })
}

/** The encoding to answer in: brotli, else gzip, unless the client refuses it (`;q=0`). */
export function preferredEncoding(accepted: string | undefined): Encoding | undefined {
  if (accepted === undefined) return undefined
  const weights = new Map(accepted.split(',').map(readPreference))
  const takes = (encoding: Encoding) => (weights.get(encoding) ?? weights.get('*') ?? 0) > 0
  if (takes('br')) return 'br'
  return takes('gzip') ? 'gzip' : undefined
}

function readPreference(preference: string): [string, number] {
  const [name = '', ...parameters] = preference.split(';').map((token) => token.trim().toLowerCase())
  const weight = parameters.find((parameter) => parameter.startsWith('q='))
  return [name, weight === undefined ? 1 : Number(weight.slice(2))]
}

/** A 304 is of what the client holds, compressed or not: a cache goes on with that only under the tag that it came with (RFC 9111, section 4.3.4). */
function nameAsHeld(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('vary', varied(reply.getHeader('vary')))
  const weak = weakTag(reply)
  if (weak !== undefined && request.headers['if-none-match']?.includes(weak)) reply.header('etag', weak)
}

/** Undefined for an answer without a strong `ETag`. */
function weakTag(reply: FastifyReply): string | undefined {
  const etag = reply.getHeader('etag')
  return typeof etag === 'string' && etag.startsWith('"') ? `W/${etag}` : undefined
}

function isCompressible(request: FastifyRequest, reply: FastifyReply, body: unknown): body is string | Buffer {
  if (request.method !== 'GET' || (typeof body !== 'string' && !Buffer.isBuffer(body))) return false
  if (body.length < MIN_BYTES || reply.hasHeader('content-encoding')) return false
  return COMPRESSIBLE.test(String(reply.getHeader('content-type')))
}

function varied(vary: ReturnType<FastifyReply['getHeader']>): string {
  if (vary === undefined) return 'accept-encoding'
  return String(vary).includes('accept-encoding') ? String(vary) : `${vary}, accept-encoding`
}

function encode(body: Buffer, encoding: Encoding, quality: number): Promise<Buffer> {
  if (encoding === 'gzip') return gzipAsync(body, { level: quality })
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length }
  return brotliAsync(body, { params })
}
