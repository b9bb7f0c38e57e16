import { type Certificates, readCertificateFiles } from '../../../certificate-files.ts'
import type { PostgresUrl } from './postgres-url.ts'

/** Reads the files that an address names. @throws naming one that cannot be used */
export function readCertificates({ sslMode, sslRootCert, sslCert, sslKey }: PostgresUrl): Certificates {
  if (sslMode === 'disable') return {}
  return readCertificateFiles({ ca: sslRootCert === 'system' ? undefined : sslRootCert, cert: sslCert, key: sslKey })
}
