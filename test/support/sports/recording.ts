import { readFileSync } from 'node:fs'
import type { MatchBuilder, Outcome } from './match-builder.ts'

/** A line of a recording: an event, or what is done to one. */
export type Line = Record<string, unknown> & { readonly event?: { readonly id: string } }

export const RECORDINGS = new URL('../../../fixtures/', import.meta.url)

/** A file of `fixtures/`: its first line has the fixture. */
export function readRecording(file: string): { readonly head: Line; readonly lines: readonly Line[] } {
  const text = readFileSync(new URL(file, RECORDINGS), 'utf8').trimEnd()
  const [head, ...lines] = text.split('\n').map((line) => JSON.parse(line) as Line)
  return { head: head as Line, lines }
}

/** Does as a feed that sends the line. */
export function sendLine(match: MatchBuilder, line: Line): Outcome {
  switch (line['op']) {
    case 'delete':
      return match.delete(String(line['id']), String(line['reason']))
    case 'restore':
      return match.restore(String(line['id']))
    case 'edit':
      return match.edit(line.event?.id ?? '', line.event ?? {})
    default:
      return match.send(String(line['type']), line)
  }
}
