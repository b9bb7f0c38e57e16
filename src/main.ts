import closeWithGrace from 'close-with-grace'
import { type Config, ConfigError, readConfig } from './config.ts'
import { startServer } from './server.ts'
import { DirectoryInUse } from './store/directory-lock.ts'
import { welcome } from './welcome.ts'

/** Beyond the drain, for what is still running. */
const CLOSE_MARGIN_MS = 5_000

const EXIT_CONFIG = 2

async function main(): Promise<void> {
  const config = readConfig(process.env)
  const server = await startServer(config)
  if (config.databaseUrl === undefined) process.stdout.write(welcome(server.url, exampleKey(config)))
  closeWithGrace({ delay: config.drainMs + CLOSE_MARGIN_MS }, () => server.close())
}

function exampleKey({ feedKeys }: Config): string | undefined {
  return feedKeys[0] && '<feed key>'
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError || error instanceof DirectoryInUse) {
    process.stderr.write(`${error.message}\n`)
    process.exit(EXIT_CONFIG)
  }
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') process.stderr.write(`${message}; set PORT to another, or to 0 for any free one\n`)
  else process.stderr.write(`cannot start: ${error instanceof Error ? (error.stack ?? message) : String(error)}\n`)
  process.exit(1)
})
