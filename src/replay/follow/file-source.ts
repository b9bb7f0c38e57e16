import { stat } from 'node:fs/promises'
import { readRecordingFile } from '../recording/recording-file.ts'
import { UnreadableRecording } from '../recording/unreadable-recording.ts'
import type { Polled, Source } from './source.ts'

/** A file that somebody writes again and again. */
export class FileSource implements Source {
  readonly #path: string
  /** Of the last version that could be read. */
  #known: string | undefined

  constructor(path: string) {
    this.#path = path
  }

  async poll(): Promise<Polled> {
    try {
      // Before reading: a write in between makes the next poll read again.
      const { mtimeMs, size, ino } = await stat(this.#path)
      const version = `${mtimeMs} ${size} ${ino}`
      if (version === this.#known) return { kind: 'same' }
      const file = await readRecordingFile(this.#path)
      return { kind: 'new', file, accept: () => this.#accept(version) }
    } catch (error) {
      const { message } = error as Error
      const why = error instanceof UnreadableRecording ? message : `cannot read ${this.#path}: ${message}`
      return { kind: 'failed', why, isHopeless: true }
    }
  }

  #accept(version: string): void {
    this.#known = version
  }
}
