import { fstatSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { ArchiveDamaged } from '../archive/archive-file.ts'
import { type ArchiveLine, encodeArchiveLine, parseArchiveLine } from '../archive/archive-lines.ts'
import { ArchiveInUse } from '../archive/archive-lock.ts'
import { archiveMatches } from '../archive/archive-matches.ts'
import { MatchImport } from '../archive/import-matches.ts'
import { isFound, listedMatches, TO_BE_CONTINUED } from '../archive/listed-matches.ts'
import type { ArchivedMatch, ListedMatch } from '../archive/match-archive.ts'
import type { Database } from '../database.ts'
import { newEpoch } from '../epochs.ts'
import { untilWritten } from '../until-written.ts'
import { answerHelp } from './answer-help.ts'
import { MATCHES_USAGE, type MatchesCommand, type MatchesFilter, parseMatchesCommand } from './matches-arguments.ts'
import { print } from './print.ts'
import { CommandFailed, isOfSystem, runCommand } from './run-command.ts'

/** Warnings that are shown of a match. */
const WARNINGS_SHOWN = 20

answerHelp(MATCHES_USAGE)
// Checked before the database is opened, so that a typing error is answered at once.
const command = parseMatchesCommand(process.argv.slice(2))
if (typeof command === 'string') {
  console.error(command)
  process.exitCode = 2
} else if (command.kind === 'import' && !canBeRead()) {
  console.error(`import reads a file: touchline matches import < FILE\n\n${MATCHES_USAGE}`)
  process.exitCode = 2
} else {
  await runCommand(({ database }) => execute(database, command))
}

/** Nobody types an export, and Node reads a folder as if it were an empty file. */
function canBeRead(): boolean {
  return !process.stdin.isTTY && !fstatSync(0).isDirectory()
}

async function execute(database: Database, todo: MatchesCommand): Promise<void> {
  switch (todo.kind) {
    case 'list':
      for await (const match of listedMatches(database.archive, todo.filter)) await print(`${describe(match)}\n`)
      break
    case 'show':
      await show(database, todo.matches[0])
      break
    case 'delete': {
      for (const match of todo.matches) {
        if (!(await remove(database, match))) throw new CommandFailed(`there is no match ${match}`)
        console.log(`deleted ${match}`)
      }
      break
    }
    case 'purge':
      await purge(database, todo)
      break
    case 'archive':
      await moveToFile(database, todo)
      break
    case 'export':
      await exportAll(database, todo)
      break
    case 'import':
      await importAll(database)
      break
  }
}

function describe({ match, sport, status, score, startsAt, seq, source, competition }: ListedMatch): string {
  const starts = new Date(startsAt).toISOString().slice(0, 16)
  return [match, sport, status, score ?? '-', starts, `seq ${seq}`, source ?? '-', competition ?? '-'].join('\t')
}

async function show({ matches }: Database, match: string): Promise<void> {
  const snapshot = await matches.readSnapshot(match)
  if (snapshot === undefined) throw new CommandFailed(`there is no match ${match}`)
  const [stored, feeds, shadows, warnings] = await Promise.all([
    matches.read(match),
    matches.readFeeds(match),
    matches.readShadowSources(match),
    matches.readWarnings(match, WARNINGS_SHOWN),
  ])
  const { state, ...position } = snapshot
  const sources = { inCharge: stored?.source, inTheShadow: shadows, madeBy: stored?.madeBy }
  const shown = { ...position, ...sources, feeds, warnings, state: JSON.parse(state) }
  await print(`${JSON.stringify(shown, undefined, 2)}\n`)
}

/** Deletes a match; running servers notice by the epoch that is left. @returns false if there is no such match, or the filter does not find it */
async function remove({ matches, clock }: Database, id: string, filter: MatchesFilter = {}): Promise<boolean> {
  return untilWritten(id, async () => {
    const match = await matches.read(id)
    if (match === undefined || !isFound(filter, match.folded.reduced.state.status, match.fixture.startsAt)) return false
    return (await matches.remove(match, newEpoch(clock.now(), match.epoch), clock.now())) || undefined
  })
}

async function purge(database: Database, { filter, isMeant }: MatchesCommand & { kind: 'purge' }): Promise<void> {
  if (!isMeant) return console.log(`${await countFound(database, filter)}; delete with --yes`)
  let count = 0
  for await (const { match } of listedMatches(database.archive, filter)) {
    if (await remove(database, match, filter)) count += 1
  }
  console.log(`deleted ${counted(count)}`)
}

/** What would go, and how many of it viewers may be watching. */
async function countFound({ archive }: Database, filter: MatchesFilter): Promise<string> {
  let [count, played] = [0, 0]
  for await (const { status } of listedMatches(archive, filter)) {
    count += 1
    if (TO_BE_CONTINUED.has(status)) played += 1
  }
  return `${counted(count)}${played === 0 ? '' : `, ${played} of them live, interrupted or suspended`}`
}

async function moveToFile(database: Database, todo: MatchesCommand & { kind: 'archive' }): Promise<void> {
  const { filter, file, isMeant } = todo
  if (!isMeant) return console.log(`${await countFound(database, filter)}; move with --yes`)
  const stopped = new AbortController()
  process.once('SIGINT', () => stopped.abort())
  process.once('SIGTERM', () => stopped.abort())
  const count = await archiveMatches({ database, filter, file, signal: stopped.signal }).catch((error: unknown) => {
    if (error instanceof ArchiveInUse || error instanceof ArchiveDamaged) throw new CommandFailed(error.message)
    throw isOfSystem(error) ? new CommandFailed(`${file} cannot be written: ${error.message}`) : error
  })
  console.log(`moved ${counted(count)} to ${file}${stopped.signal.aborted ? ', and stopped' : ''}`)
}

async function exportAll(database: Database, todo: MatchesCommand & { kind: 'list' | 'export' }): Promise<void> {
  let [count, last] = [0, todo.after]
  const write = async (archived: ArchivedMatch) => {
    await print(encodeArchiveLine(archived))
    count += 1
    last = archived.match
  }
  try {
    for (const match of todo.matches) {
      const archived = await database.archive.read(match)
      if (archived === undefined) throw new CommandFailed(`there is no match ${match}`)
      await write(archived)
    }
    if (todo.matches.length > 0) return
    for await (const { match } of listedMatches(database.archive, todo.filter, todo.after)) {
      const archived = await database.archive.read(match)
      // It was deleted while the others were written.
      if (archived !== undefined) await write(archived)
    }
  } finally {
    console.error(`wrote ${counted(count)}${last === '' ? '' : `, the last is ${last}`}`)
  }
}

async function importAll(database: Database): Promise<void> {
  const into = new MatchImport(database)
  let line = 0
  try {
    for await (const text of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1
      if (text.trim() !== '') await into.take(parse(text, line))
    }
  } finally {
    const replaced = into.replaced === 0 ? '' : `; ${into.replaced} in place of an earlier line`
    console.error(`wrote ${counted(into.written)}${replaced}; ${into.present} were there already`)
  }
}

function parse(text: string, line: number): ArchiveLine {
  try {
    return parseArchiveLine(text)
  } catch (error) {
    throw new CommandFailed(`line ${line}: ${(error as Error).message}`)
  }
}

function counted(count: number): string {
  return count === 1 ? '1 match' : `${count} matches`
}
