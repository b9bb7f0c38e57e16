import { extname } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip, constants as zlib } from 'node:zlib'
import { contentHash } from '../../content-hash.ts'

/** A file for browsers, as it is and compressed. */
export interface Asset {
  readonly body: Buffer
  readonly brotli?: Buffer
  readonly gzip?: Buffer
  readonly contentType: string
  /** Strong, quoted; that of the plain body. */
  readonly etag: string
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

const brotli = promisify(brotliCompress)
const deflate = promisify(gzip)

export function contentTypeOf(path: string): string {
  return CONTENT_TYPES[extname(path)] ?? 'application/octet-stream'
}

/** Compresses once what will be sent many times: with all effort. Formats that are compressed already stay as they are. */
export async function toAsset(path: string, body: Buffer): Promise<Asset> {
  const asset = { body, contentType: contentTypeOf(path), etag: etagOf(body) }
  if (asset.contentType === 'image/png') return asset
  const options = { params: { [zlib.BROTLI_PARAM_SIZE_HINT]: body.length } }
  const [small, smallForAll] = await Promise.all([brotli(body, options), deflate(body, { level: 9 })])
  return { ...asset, brotli: small, gzip: smallForAll }
}

export function etagOf(body: Buffer): string {
  return `"${contentHash(body)}"`
}
