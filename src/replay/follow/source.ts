import type { RecordingFile } from '../recording/recording.ts'

/** What asking a source once came to. */
export type Polled =
  | {
      readonly kind: 'new'
      readonly file: RecordingFile
      /** Says that the file could be read: only then does the source take it for known. */
      accept(): void
    }
  | { readonly kind: 'same' }
  | {
      readonly kind: 'failed'
      readonly why: string
      /** The source has said when to come back. */
      readonly retryAfterMs?: number
      /** True if asking again will not help, unless it has helped before. */
      readonly isHopeless: boolean
    }

/** Where a match is published. */
export interface Source {
  /** Asks once. @throws the reason of the signal when it is aborted */
  poll(signal: AbortSignal): Promise<Polled>
}
