import type { MatchEvent } from '../../match/event.ts'
import type { RecordedStep } from './recording.ts'

/** Builds the steps of a recording: numbers its events for `order`, and keeps the time between them. */
export class RecordingScript {
  readonly steps: RecordedStep[] = []
  #atMs = 0

  /** Moves the time on. */
  wait(ms: number): void {
    this.#atMs += ms
  }

  /** Moves the time to an instant of the match, never back. */
  waitUntil(atMs: number): void {
    this.#atMs = Math.max(this.#atMs, atMs)
  }

  /** @param id the same in every run */
  say(id: string, type: string, fields: object = {}): void {
    const event: MatchEvent = { id, type, order: this.steps.length + 1, ...fields }
    this.steps.push({ atMs: this.#atMs, change: { op: 'add', event } })
  }
}
