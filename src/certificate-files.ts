import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'

/** In PEM. */
export interface Certificates {
  /** The authority that signs the server's; absent where Node's own list of authorities counts. */
  readonly ca?: string
  /** The client's own, and its key. */
  readonly cert?: string
  readonly key?: string
}

/**
 * Reads files that an address names, and tries them: TLS leaves out an authority that it cannot read, and would say no more than that
 * nobody knows who signed the server's certificate.
 *
 * @throws what is wrong with one of them, to be said of the address: "names a file that …"
 */
export function readCertificateFiles(
  files: { readonly [name in keyof Certificates]: string | undefined },
): Certificates {
  const named = Object.entries(files).flatMap(([name, file]) => (file === undefined ? [] : [[name, file] as const]))
  const read: Certificates = Object.fromEntries(named.map(([name, file]) => [name, readPem(file)]))
  if ((read.cert === undefined) !== (read.key === undefined)) {
    throw new Error('names a certificate of the client without its key, or a key without its certificate')
  }
  if (read.ca !== undefined && !isCertificate(read.ca)) {
    throw new Error(`names a file that has no certificate in PEM, ${files.ca}`)
  }
  if (read.cert === undefined) return read
  try {
    createSecureContext(read)
  } catch (error) {
    const reason = (error as Error).message.split(':').at(-1)
    throw new Error(`names a certificate and a key that cannot be used together, or a key with a password: ${reason}`, {
      cause: error,
    })
  }
  return read
}

function isCertificate(text: string): boolean {
  try {
    return text.includes('-----BEGIN') && new X509Certificate(text).raw.length > 0
  } catch {
    return false
  }
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Error(`names a file that cannot be read: ${(error as Error).message}`, { cause: error })
  }
}
