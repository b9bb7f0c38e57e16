import { AUTHORITY, certificateFiles } from './certificates.ts'

/** What a Redis needs to be reached with TLS alone, by its options and by ours. */
export interface RedisTls {
  /** Lines of its configuration, for this port. */
  settings(port: number): readonly (readonly [string, string])[]
  /** What an address says, so that we trust it. */
  readonly search: string
  readonly ca: string
}

export async function redisTls(): Promise<RedisTls> {
  const { cert, key } = await certificateFiles('server')
  return {
    settings: (port) => [
      ['port', '0'],
      ['tls-port', String(port)],
      ['tls-cert-file', cert],
      ['tls-key-file', key],
      ['tls-ca-cert-file', AUTHORITY],
      ['tls-auth-clients', 'no'],
      ['tls-replication', 'yes'],
    ],
    search: `cacert=${AUTHORITY}`,
    ca: AUTHORITY,
  }
}

/** The same as arguments of the program. */
export function asArguments(settings: readonly (readonly [string, string])[]): string[] {
  return settings.flatMap(([name, value]) => [`--${name}`, value])
}
