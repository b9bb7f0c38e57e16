import type { FastifyInstance, FastifyListenOptions } from 'fastify'

/** What says where a server listens. */
interface Names {
  readonly host: 'HOST' | 'INTERNAL_HOST (or HOST)'
  readonly port: 'PORT' | 'INTERNAL_PORT'
}

/** The settings lead to no place where this process may listen. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen'
}

/** @returns the url @throws {CannotListen} */
export async function listenAs(names: Names, app: FastifyInstance, options: FastifyListenOptions): Promise<string> {
  try {
    return await app.listen(options)
  } catch (cause) {
    const advice = adviceOn(names, cause as NodeJS.ErrnoException)
    throw advice === undefined ? cause : new CannotListen(`${(cause as Error).message}; ${advice}`, { cause })
  }
}

function adviceOn({ host, port }: Names, { code = '' }: NodeJS.ErrnoException): string | undefined {
  if (code === 'EADDRINUSE') return `set ${port} to another, or to 0 for any free one`
  if (code === 'EACCES') return `set ${port} to one that this user may take, such as 8080`
  const isHost = ['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL', 'EINVAL'].includes(code)
  return isHost ? `set ${host} to an address of this machine, or to 0.0.0.0 for all of them` : undefined
}
