import { withTables } from '../protocol-tables.ts'
import { withoutVolatile } from './volatile.ts'
import { walkThrough } from './walk.ts'

/**
 * The text of `docs/websocket.md` with what a server says today. One that says the same but for ids and times leaves the
 * page as it is.
 */
export async function withWalk(text: string): Promise<string> {
  const walk = [...(await walkThrough())]
  const next = withTables(text, new Map(walk.map(([name, block]) => [name, `\`\`\`text\n${block}\n\`\`\``])))
  return withoutVolatile(next) === withoutVolatile(text) ? text : next
}
