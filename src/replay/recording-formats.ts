import { readFile } from 'node:fs/promises'
import { cricsheet } from './formats/cricsheet.ts'
import { statsbomb } from './formats/statsbomb.ts'
import { tennisPointByPoint } from './formats/tennis-point-by-point.ts'
import { ownFormat } from './own-format.ts'
import type { Recording, RecordingFormat } from './recording.ts'

/** Every format that can be replayed. A new format is one more line. */
export const recordingFormats: readonly RecordingFormat[] = [ownFormat, cricsheet, statsbomb, tennisPointByPoint]

/** The file cannot be replayed; the message says why, and which files can. */
export class UnreadableRecording extends Error {
  override readonly name = 'UnreadableRecording'
}

/**
 * Reads a recorded match, whichever format it is in.
 *
 * @param options.match the match's id, or which match of a file that has several
 * @throws {UnreadableRecording}
 */
export async function readRecording(path: string, options: { match?: string }): Promise<Recording> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    throw new UnreadableRecording(`cannot read ${path}: ${(error as Error).message}`, { cause: error })
  }
  const file = { path, text }
  const format = recordingFormats.find((candidate) => candidate.recognises(file))
  if (format === undefined) {
    const known = recordingFormats.map(({ name }) => name).join(', ')
    throw new UnreadableRecording(`${path} is in none of the formats that can be replayed: ${known}`)
  }
  try {
    return await format.read(file, options)
  } catch (error) {
    throw new UnreadableRecording(`${path} looks like ${format.name}, but: ${(error as Error).message}`, {
      cause: error,
    })
  }
}
