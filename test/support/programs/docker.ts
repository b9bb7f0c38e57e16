import { existsSync } from 'node:fs'
import process from 'node:process'
import type { SharedServer, Source } from './first-available.ts'

export interface ContainerOptions {
  image: string
  /** The port inside the container. */
  port: number
  command?: string[]
  environment?: Record<string, string>
  readyLog: RegExp
  /** How often the line must appear. Postgres also writes it once before it is really ready. */
  readyTimes?: number
  toUrl(host: string): string
}

/** Starts a server in a container, if a Docker engine answers. */
export function dockerSource(options: ContainerOptions): Source<SharedServer> {
  return { name: 'Docker', get: () => startContainer(options) }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** testcontainers locks a file, and what does so watches signals for as long as the process lives, which test files share. */
function forgetNewListeners(before: readonly (readonly ((...args: never[]) => void)[])[]): void {
  for (const [index, signal] of SIGNALS.entries())
    for (const listener of process.listeners(signal))
      if (!before[index]?.includes(listener)) process.removeListener(signal, listener)
}

async function startContainer(options: ContainerOptions): Promise<SharedServer> {
  // Loading testcontainers takes half a second, so look for an engine first.
  if (!process.env['DOCKER_HOST'] && !existsSync('/var/run/docker.sock')) throw new Error('no engine')
  const watchedBefore = SIGNALS.map((signal) => process.listeners(signal))
  const { GenericContainer, Wait } = await import('testcontainers')
  const starting = new GenericContainer(options.image)
    .withExposedPorts(options.port)
    .withCommand(options.command ?? [])
    .withEnvironment(options.environment ?? {})
    .withWaitStrategy(Wait.forLogMessage(options.readyLog, options.readyTimes ?? 1))
    .withStartupTimeout(60_000)
    .start()
  const container = await starting.finally(() => forgetNewListeners(watchedBefore))
  return {
    url: options.toUrl(`${container.getHost()}:${container.getMappedPort(options.port)}`),
    from: `Docker, ${options.image}`,
    async stop() {
      await container.stop()
    },
  }
}
