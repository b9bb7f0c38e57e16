import { randomBytes } from 'node:crypto'

/** What tells this installation from others that share a Redis with it. */
export interface Installation {
  read(): Promise<string>
  /** Gives it another name, since it was copied. Running servers keep the old one until they are restarted. */
  renew(): Promise<string>
}

export function newInstallationId(): string {
  return randomBytes(6).toString('hex')
}
