import type { FeedChange } from '../../feed-client/line.ts'
import type { Fixture } from '../../match/state.ts'

/** A change that a feed would have sent. */
export type RecordedChange = FeedChange

export interface RecordedStep {
  /** Match time since the start, in ms, for pacing. */
  readonly atMs: number
  readonly change: RecordedChange
}

/** A recorded match as a feed would have sent it. Ids are the same in every run: a second replay makes duplicates. */
export interface Recording {
  readonly format: string
  /** Its `format` is as feeds write it, a preset included; the server completes it. */
  readonly fixture: Fixture
  readonly steps: readonly RecordedStep[]
  /** Of what is published again and again: a larger number is newer. */
  readonly version?: number
}

export interface RecordingFile {
  readonly path: string
  readonly text: string
}

/** Reads the files of one provider. */
export interface RecordingFormat {
  readonly name: string
  /** Looks only at the name and the beginning of the file. */
  recognises(file: RecordingFile): boolean
  /** @param options.match the match's id, instead of one made from the file's name */
  read(file: RecordingFile, options: { match?: string }): Promise<Recording>
}
