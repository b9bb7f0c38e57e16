import { readFileSync } from 'node:fs'
import type { PostgresUrl } from './postgres-url.ts'

/** In PEM. */
export interface Certificates {
  /** The authority that signs the server's; absent where Node's own list of authorities counts. */
  readonly ca?: string
  /** The client's own, and its key. */
  readonly cert?: string
  readonly key?: string
}

/** Reads the files that an address names. @throws naming one that cannot be read */
export function readCertificates({ sslMode, sslRootCert, sslCert, sslKey }: PostgresUrl): Certificates {
  if (sslMode === 'disable') return {}
  return {
    ...(sslRootCert !== undefined && sslRootCert !== 'system' && { ca: readPem(sslRootCert) }),
    ...(sslCert !== undefined && { cert: readPem(sslCert) }),
    ...(sslKey !== undefined && { key: readPem(sslKey) }),
  }
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Error(`names a file that cannot be read: ${(error as Error).message}`, { cause: error })
  }
}
