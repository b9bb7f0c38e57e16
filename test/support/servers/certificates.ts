import { chmod, chown, copyFile, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from '../concurrent.ts'
import { openTemporaryRoot, unprivileged } from '../programs/unprivileged.ts'

const fixture = (name: string) => new URL(`../../fixtures/tls/${name}`, import.meta.url).pathname

/** Who signed the certificates below, until the year 2126. */
export const AUTHORITY = fixture('authority.crt')
/** Signed by nobody but itself. */
export const STRANGER = fixture('self-signed.crt')

export interface CertificateFiles {
  readonly cert: string
  readonly key: string
}

/**
 * A certificate that `AUTHORITY` signed, in files of the user that servers run as: they refuse a key that others may read.
 *
 * @param name `server` is for localhost and 127.0.0.1, `elsewhere` for db.example
 */
export async function certificateFiles(name: 'server' | 'elsewhere'): Promise<CertificateFiles> {
  const directory = await mkdtemp(join(await openTemporaryRoot(), 'touchline-tls-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const user = unprivileged()
  const files = { cert: join(directory, 'server.crt'), key: join(directory, 'server.key') }
  await copyFile(fixture(`${name}.crt`), files.cert)
  await copyFile(fixture(`${name}.key`), files.key)
  await chmod(files.key, 0o600)
  if (user.uid !== undefined)
    for (const path of [directory, ...Object.values(files)]) await chown(path, user.uid, user.gid)
  return files
}
