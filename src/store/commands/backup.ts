import { ConfigError, readConfig } from '../../config.ts'
import { backupSqlite } from '../sqlite/files/backup.ts'
import { answerHelp } from './answer-help.ts'
import { CommandFailed, explainFailure } from './run-command.ts'

const USAGE = `usage:
  touchline backup FILE    copy the embedded database of DATA_DIR to a new file, also while the server runs

To restore it: stop the server, move DATA_DIR away, make an empty DATA_DIR, copy FILE into it as touchline.db, start the server.`

answerHelp(USAGE)
const [file, ...rest] = process.argv.slice(2)
if (file === undefined || file.startsWith('-') || rest.length > 0) {
  console.error(USAGE)
  process.exitCode = 2
} else {
  await copyTo(file).catch((error: unknown) => {
    process.exitCode = error instanceof ConfigError ? 2 : 1
    console.error(explainFailure(error))
  })
}

async function copyTo(file: string): Promise<void> {
  const { databaseUrl, dataDirectory } = readConfig(process.env)
  if (databaseUrl !== undefined) {
    throw new CommandFailed(
      'DATABASE_URL names a Postgres server, which has backups of its own: see pg_dump and pg_basebackup',
    )
  }
  const bytes = await backupSqlite({ directory: dataDirectory, file })
  console.log(`copied ${dataDirectory} to ${file}, ${(bytes / 2 ** 20).toFixed(1)} MiB`)
}
