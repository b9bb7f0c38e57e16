import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = new URL('../../', import.meta.url)

/** The modules whose declarations a user of the SDK reads, in the order of reading. */
const MODULES: readonly (readonly [title: string, about: string, path: string, only?: readonly string[]])[] = [
  ['The client', "`import { createClient } from '@touchline/client'`", 'client/client'],
  ['A match', 'What `client.subscribe` gives.', 'client/match-subscription'],
  [
    'What a match tells',
    'States and their places, whole states.',
    'client/following/followed-match',
    ['Held', 'TakenSnapshot'],
  ],
  ['In a view', 'States and updates as the view that was asked for has them.', 'client/in-view'],
  ['A board', 'What `client.board` gives.', 'client/board-subscription'],
  ['Tokens', 'Who watches, where the server wants to know.', 'client/connection/token/get-token'],
  ['Ways', 'What may carry a connection.', 'client/connection/ways/way-names'],
  ['A WebSocket of your own', 'For runtimes that have none.', 'client/connection/socket'],
  [
    'Statuses',
    'Whether what is shown is the newest there is.',
    'client/status',
    ['StaleReason', 'ClientStatus', 'MatchStatus', 'BoardStatus', 'MatchCode', 'BoardCode'],
  ],
  ['Why nothing is reached', 'The reasons of `unreachable`.', 'client/connection/unreachable', ['Unreachable']],
  [
    'Sports',
    'States and updates narrow by their sport; [docs/sports](sports/README.md) describes each.',
    'client/sport-state',
  ],
  ['The names of sports', 'And of corrections.', 'client/sport-types', ['KNOWN_SPORTS', 'CorrectionKind']],
  ['The clock of a match', 'In ms.', 'match/clock', ['clockMs']],
  ['Labels', 'Clocks and phases as boards write them.', 'sports/labels', ['clockLabel', 'progressLabel']],
  ['The core of a state', 'What every sport has.', 'match/state'],
  ['React', "`import { useMatch } from '@touchline/client/react'`", 'client/react/index'],
  ['What hooks give', 'A match, and a board, as a component shows them.', 'client/react/views'],
  ['One connection for all tabs', "`import { createClient } from '@touchline/client/shared'`", 'client/shared/index'],
  [
    'What a shared client takes',
    'Beside what every client does.',
    'client/shared/shared-client',
    ['SharedClientOptions'],
  ],
  ['The tags', "`import '@touchline/client/element'`", 'client/element'],
  ['What holds for all tags', 'Given to `configure`.', 'client/element/settings', ['ElementSettings', 'configure']],
  [
    'What tags tell',
    'The details of `scorechange` and `statuschange`.',
    'client/element/element-events',
    ['ScoreChangeDetail', 'StatusChangeDetail'],
  ],
  ['One match', '`<touchline-score>`', 'client/element/score-element'],
  ['A list', '`<touchline-board>`', 'client/element/board-element'],
  [
    'In templates',
    'What frameworks know of the tags, such as by `@touchline/client/element/vue`.',
    'client/element/tag-attributes',
  ],
  ['A feed', "`import { createFeedClient } from '@touchline/client/feed'`", 'feed-client/feed-client'],
  [
    'What a feed sends, and what comes of it',
    'Changes, answers, errors.',
    'feed-client/line',
    ['FeedChange', 'Sent', 'Refused', 'GaveUp', 'QueueFull'],
  ],
  [
    'A WebSocket of a feed',
    'For runtimes that have none.',
    'feed-client/socket-line',
    ['FeedSocket', 'FeedSocketClass'],
  ],
  [
    'A change',
    'As the server tells it.',
    'protocol/messages',
    ['View', 'Position', 'UpdateMessage', 'ViewUpdate', 'Correction'],
  ],
  ['An event', 'Of any sport.', 'match/event', ['MatchEvent']],
]

/** `docs/client-api.md`: the declarations of the SDK with their comments, as its package ships them. */
export async function clientApi(): Promise<string> {
  const out = await mkdtemp(join(tmpdir(), 'touchline-api-'))
  try {
    const tsc = fileURLToPath(new URL('node_modules/typescript/bin/tsc', root))
    await run(process.execPath, [tsc, '-p', 'packages/client', '--outDir', out], { cwd: root })
    const sections = await Promise.all(
      MODULES.map(async ([title, about, path, only]) => {
        const text = inNamesOfThePackage(await readFile(join(out, `${path}.d.ts`), 'utf8'))
        return `## ${title}\n\n${about}\n\n\`\`\`ts\n${withoutInside(only ? declarationsOf(text, only) : text)}\n\`\`\``
      }),
    )
    return `${HEADER}\n\n${sections.join('\n\n')}\n`
  } finally {
    await rm(out, { recursive: true, force: true })
  }
}

const HEADER = `# The SDK, declaration by declaration

Made by \`npm run docs\` of the types that \`@touchline/client\` ships. [quickstart-web.md](quickstart-web.md) shows how to use it.`

/** What is exported under another name than it was declared by. */
const NAMES = { clockMsAt: 'clockMs', ScoreElement: 'TouchlineScore', BoardElement: 'TouchlineBoard' }

/** As users import it; a type made of a list is the union of its words. */
function inNamesOfThePackage(text: string): string {
  let renamed = text
  for (const [name, exported] of Object.entries(NAMES))
    renamed = renamed.replaceAll(`${name} as ${exported}`, exported).replace(new RegExp(`\\b${name}\\b`, 'g'), exported)
  const lists = [...renamed.matchAll(/^(?:\/\*\*.*\*\/\n)?export declare const (\w+): readonly \[(.*)\];\n/gm)]
  for (const [declaration, name, words = ''] of lists) {
    const union = `(typeof ${name})[number];`
    if (!renamed.includes(union)) continue
    renamed = renamed.replace(union, `${words.split(', ').join(' | ')};`)
    renamed = renamed.replace(declaration, declaration.slice(0, declaration.indexOf('export ')))
  }
  return renamed
}

/** Those of a module that users can name, with their comments. */
function declarationsOf(text: string, names: readonly string[]): string {
  return names
    .map((name) => {
      const comment = '(?:/\\*\\*(?:[^*]|\\*(?!/))*\\*/\\n)?'
      const found = new RegExp(
        `${comment}export (?:(?:interface|declare class) ${name}\\b[^]*?^}|type ${name}\\b[^]*?;|declare (?:function|const) ${name}\\b.*;)$`,
        'm',
      ).exec(text)
      return found?.[0] ?? ''
    })
    .join('\n')
}

/** Without what no user sees: imports, private members. */
function withoutInside(text: string): string {
  return (
    text
      .replace(/^import .*\n/gm, '')
      .replace(/^ *#private;\n/gm, '')
      .replace(/^ *(?:\/\*\*(?:[^*]|\*(?!\/))*\*\/\n *)?constructor\(.*\n/gm, '')
      // A tag's own affair.
      .replace(/^ *(?:\/\*\*(?:[^*]|\*(?!\/))*\*\/\n *)?(?:protected|private) [^\n]*;\n/gm, '')
      .replace(/^export \* from .*\n/gm, '')
      .replace(/^export \{\};\n/gm, '')
      .replace(/^export declare /gm, 'export ')
      .replaceAll('\n    ', '\n  ')
      .trim()
  )
}
