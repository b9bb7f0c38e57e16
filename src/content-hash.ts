import { createHash } from 'node:crypto'

/** A name for what a file or an answer contains: the same for the same bytes, 22 letters of a URL (132 bits of SHA-256). */
export function contentHash(body: Buffer | string): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, 22)
}
