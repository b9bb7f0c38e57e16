import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a recorded match itself says in the end. */
export interface RecordedOutcome {
  readonly teams: readonly [string, string]
  readonly outcome: {
    readonly winner?: string
    readonly by?: { readonly runs?: number; readonly wickets?: number; readonly innings?: number }
    readonly method?: string
    readonly result?: string
    readonly eliminator?: string
  }
  readonly innings: readonly {
    readonly team: string
    readonly runs: number
    readonly wickets: number
    readonly overs: string
    readonly legalBalls: number
    readonly extras: Readonly<Record<string, number>>
    readonly target: { readonly runs: number; readonly overs: number } | null
    readonly superOver: boolean
  }[]
}

export interface RecordedMatch {
  readonly name: string
  readonly path: string
  readonly text: string
  readonly expected: RecordedOutcome
}

const FOLDERS = [
  join(import.meta.dirname, '../../fixtures/cricsheet'),
  join(import.meta.dirname, '../../../../shared/data'),
]

/** Our own invented matches, and real ones where they are at hand. */
export function recordedMatches(): RecordedMatch[] {
  return FOLDERS.filter((folder) => existsSync(join(folder, 'expected.json'))).flatMap((folder) => {
    const { cricket } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'))
    const matches = join(folder, 'cricket')
    return readdirSync(matches).map((file) => {
      const path = join(matches, file)
      const name = file.replace('.json', '')
      return { name, path, text: readFileSync(path, 'utf8'), expected: cricket[name] as RecordedOutcome }
    })
  })
}
