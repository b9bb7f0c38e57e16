import { existsSync } from 'node:fs'
import type { SharedServer, Source } from './first-available.ts'

export interface ContainerOptions {
  image: string
  /** The port inside the container. */
  port: number
  command?: string[]
  environment?: Record<string, string>
  readyLog: RegExp
  /** How often the line must be seen. Postgres says it once more than it means it. */
  readyTimes?: number
  toUrl(host: string): string
}

/** A server in a container, where a Docker engine answers. */
export function dockerSource(options: ContainerOptions): Source<SharedServer> {
  return { name: 'Docker', get: () => startContainer(options) }
}

async function startContainer(options: ContainerOptions): Promise<SharedServer> {
  // Loading testcontainers takes half a second: not for nothing.
  if (!process.env['DOCKER_HOST'] && !existsSync('/var/run/docker.sock')) throw new Error('no engine')
  const { GenericContainer, Wait } = await import('testcontainers')
  const container = await new GenericContainer(options.image)
    .withExposedPorts(options.port)
    .withCommand(options.command ?? [])
    .withEnvironment(options.environment ?? {})
    .withWaitStrategy(Wait.forLogMessage(options.readyLog, options.readyTimes ?? 1))
    .withStartupTimeout(60_000)
    .start()
  return {
    url: options.toUrl(`${container.getHost()}:${container.getMappedPort(options.port)}`),
    from: `Docker, ${options.image}`,
    async stop() {
      await container.stop()
    },
  }
}
