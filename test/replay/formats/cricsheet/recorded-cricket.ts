import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { recordedData } from '../../../support/sports/recorded-data.ts'

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

/** Our own invented matches. */
export function inventedMatches(): RecordedMatch[] {
  return matchesOf(join(import.meta.dirname, '../../../fixtures/cricsheet'))
}

/** Real matches, where they are at hand. */
export function realMatches(): RecordedMatch[] {
  const folder = recordedData()
  return folder === undefined ? [] : matchesOf(folder)
}

/** All of them. */
export function recordedMatches(): RecordedMatch[] {
  return [...inventedMatches(), ...realMatches()]
}

function matchesOf(folder: string): RecordedMatch[] {
  const { cricket } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'))
  return readdirSync(join(folder, 'cricket')).map((file) => {
    const path = join(folder, 'cricket', file)
    const name = file.replace('.json', '')
    return { name, path, text: readFileSync(path, 'utf8'), expected: cricket[name] as RecordedOutcome }
  })
}
