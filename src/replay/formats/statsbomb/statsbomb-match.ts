import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { jsonOf } from '../provider-values.ts'
import { type StatsbombMatch, statsbombMatches } from './statsbomb-schema.ts'

/**
 * The description of the match whose events are in this file: from a `matches.json` beside it, or from the folder
 * `matches/<competition>/<season>.json` that lies beside `events/` in the published data. Undefined if there is none.
 */
export async function describedMatch(eventsPath: string): Promise<StatsbombMatch | undefined> {
  const id = Number.parseInt(basename(eventsPath), 10)
  const folder = dirname(eventsPath)
  const seasons = [join(folder, 'matches.json'), ...(await jsonFilesUnder(join(folder, '..', 'matches')))]
  for (const path of seasons) {
    const match = (await readMatches(path)).find(({ match_id }) => match_id === id)
    if (match) return match
  }
  return undefined
}

async function jsonFilesUnder(folder: string): Promise<string[]> {
  // Most recordings have no such folder.
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  return names.filter((name) => name.endsWith('.json')).map((name) => join(folder, name))
}

async function readMatches(path: string): Promise<StatsbombMatch[]> {
  const text = await readFile(path, 'utf8').catch(() => '[]')
  return statsbombMatches.safeParse(jsonIn(text)).data ?? []
}

/** What stands beside the match may be broken without harm to it. */
function jsonIn(text: string): unknown {
  try {
    return jsonOf(text)
  } catch {
    return undefined
  }
}
