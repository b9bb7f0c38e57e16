import { ChoiceOfMatch } from '../formats/chosen-match.ts'
import { cricsheet } from '../formats/cricsheet/cricsheet.ts'
import { cricsheetAshwin } from '../formats/cricsheet/cricsheet-ashwin.ts'
import { apiFootball } from '../formats/football/api-football.ts'
import { footballData } from '../formats/football/football-data.ts'
import { openLigaDb } from '../formats/football/open-liga-db.ts'
import { mlb } from '../formats/mlb/mlb.ts'
import { nba } from '../formats/nba/nba.ts'
import { nflverse } from '../formats/nflverse/nflverse.ts'
import { nhl } from '../formats/nhl/nhl.ts'
import { statsbomb } from '../formats/statsbomb/statsbomb.ts'
import { tennisPointByPoint } from '../formats/tennis-point-by-point/tennis-point-by-point.ts'
import { ownFormat } from './own-format.ts'
import { providerSays } from './provider-says.ts'
import type { Recording, RecordingFile, RecordingFormat } from './recording.ts'
import { readRecordingFile } from './recording-file.ts'
import { reasonOf, UnreadableRecording } from './unreadable-recording.ts'

/** Every format that can be replayed. A new format is one more line; where two recognise a file, the first one reads it. */
export const recordingFormats: readonly RecordingFormat[] = [
  apiFootball,
  ownFormat,
  cricsheet,
  statsbomb,
  tennisPointByPoint,
  footballData,
  openLigaDb,
  nba,
  nhl,
  mlb,
  nflverse,
  cricsheetAshwin,
]

export interface ReadOptions {
  /** The match's id, or which match of a file that has several. */
  readonly match?: string | undefined
  /** The name of a format, for a file whose content does not tell. */
  readonly format?: string | undefined
}

/**
 * Reads a recorded match, whichever format it is in.
 *
 * @throws {UnreadableRecording}
 */
export async function readRecording(path: string, options: ReadOptions): Promise<Recording> {
  return parseRecording(await readRecordingFile(path), options)
}

/** @throws {UnreadableRecording} */
export async function parseRecording(file: RecordingFile, { match, format: name }: ReadOptions): Promise<Recording> {
  // What a source answers when it is overloaded, or wants a person to log in.
  if (/^\s*<(!doctype\s+html|html)\b/i.test(file.text.slice(0, 500))) {
    throw new UnreadableRecording(
      `${file.path} is a web page, not a recorded match; open it in a browser to see what it says`,
    )
  }
  const format = recordingFormats.find((candidate) =>
    name === undefined ? candidate.recognises(file) : candidate.name === name,
  )
  if (format === undefined) throw new UnreadableRecording(noFormat(file, name))
  try {
    return await format.read(file, { ...(match !== undefined && { match }) })
  } catch (error) {
    const says = name === undefined ? `looks like ${format.name}` : `is read as ${format.name}`
    const advice = format.recognises(file) ? 'get the file again' : 'leave out --format to have it found out'
    const isChoice = error instanceof ChoiceOfMatch
    throw new UnreadableRecording(`${file.path} ${says}, but: ${reasonOf(error)}`, {
      cause: error,
      ...(!isChoice && { advice }),
    })
  }
}

function noFormat({ path, text }: RecordingFile, name: string | undefined): string {
  if (name !== undefined) return `no format ${name}: ${formatNames()}`
  const said = providerSays(text)
  if (said !== undefined) return `${path} has no match in it, but says: ${said}`
  return `${path} is in none of the formats that can be replayed: ${formatNames()}`
}

export function formatNames(): string {
  return recordingFormats.map(({ name }) => name).join(', ')
}
