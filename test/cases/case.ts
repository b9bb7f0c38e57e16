import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a feed does beside sending an event. */
export type Operation =
  | { readonly $op: 'put'; readonly event: { readonly id: string } }
  | { readonly $op: 'delete'; readonly id: string; readonly reason?: string }
  | { readonly $op: 'restore'; readonly id: string }
  | { readonly $op: 'timeline'; readonly events: readonly object[] }
  | { readonly $op: 'fixture'; readonly fixture: object }
  /** The state on the way. */
  | { readonly $op: 'expect'; readonly state: unknown }

/** What somebody needed of a scoreboard, and reported in public, told again with invented names. */
export interface Case {
  readonly name: string
  /** The public report. */
  readonly source: string
  readonly note: string
  readonly fixture: { readonly sport: string }
  readonly events: readonly (object | Operation)[]
  /** The state in the end, as `differences` reads it. */
  readonly expect: unknown
  /** Regular expressions for the visible text of the match page. */
  readonly expectPage?: readonly string[]
  readonly expectNotPage?: readonly string[]
  /** For the text of `<touchline-score>`. */
  readonly expectElement?: readonly string[]
}

/** All cases, by folder. */
export function readCases(): Case[] {
  const root = import.meta.dirname
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder.name)).map((file): Case => {
      const text = readFileSync(join(root, folder.name, file), 'utf8')
      return { ...JSON.parse(text), name: `${folder.name}/${file.replace('.json', '')}` }
    }),
  )
}

export function isOperation(event: object): event is Operation {
  return '$op' in event
}
