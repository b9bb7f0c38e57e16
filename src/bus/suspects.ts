import type { Position } from '../protocol/messages.ts'

/** A match that somebody has seen at a place where the database does not have it. */
export interface Suspect extends Position {
  readonly match: string
  /** The update that it saw there, if it was told of another one. */
  readonly wire?: string
}

/** Where gateways tell ingest of matches whose history may have changed under them. It forgets nobody until somebody took it. */
export interface Suspects {
  report(suspects: readonly Suspect[]): Promise<void>
  /** All that were reported since they were taken last; each is given to one caller only. */
  takeSuspects(): Promise<Suspect[]>
}
