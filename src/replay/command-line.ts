import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

/** The command cannot be understood; the message says why. */
export class UsageError extends Error {}

/** What the commands that send events have in common. */
export interface CommonOptions {
  readonly url: string
  readonly match?: string
  readonly format?: string
  readonly key: string | undefined
}

export const COMMON_OPTIONS = {
  url: { type: 'string', default: 'http://127.0.0.1:8080' },
  match: { type: 'string' },
  format: { type: 'string' },
  key: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsOptionsConfig

/** @throws {UsageError} */
export function parseOptions<Options extends ParseArgsOptionsConfig>(argv: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

/** @throws {UsageError} */
export function readCommonOptions(
  { url, match, format, key }: { url: string; match?: string; format?: string; key?: string },
  env: Readonly<Record<string, string | undefined>>,
): CommonOptions {
  if (!/^https?:\/\/./.test(url)) throw new UsageError('--url must be an http:// or https:// url')
  return {
    url: url.replace(/\/+$/, ''),
    ...(match !== undefined && { match }),
    ...(format !== undefined && { format }),
    key: key || env['FEED_KEY'] || undefined,
  }
}

/** The command that was run. */
export function commandLine(script: string): string {
  const args = process.argv
    .slice(2)
    .map((arg) => (/^[\w./:=@~-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`))
  return `touchline ${script} ${args.join(' ')}`
}
