import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../src/config.ts'
import { type Server, startServer } from '../../src/server.ts'

/**
 * Starts a server of this process on a free port, its database in a folder of its own. The caller closes it, which
 * removes the folder.
 *
 * @param settings as the environment has them
 */
export async function openServer(settings: Readonly<Record<string, string>> = {}): Promise<Server> {
  const directory = await mkdtemp(join(tmpdir(), 'touchline-test-'))
  const environment = { PORT: '0', DATA_DIR: directory, LOG_LEVEL: 'silent', DRAIN_MS: '0', ...settings }
  const removeDirectory = () => rm(directory, { recursive: true, force: true, maxRetries: 3 })
  try {
    const server = await startServer(readConfig(environment))
    return {
      url: server.url,
      async close() {
        await server.close()
        await removeDirectory()
      },
    }
  } catch (error) {
    await removeDirectory()
    throw error
  }
}
