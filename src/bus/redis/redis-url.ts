interface Credentials {
  readonly username?: string
  readonly password?: string
}

interface Host {
  readonly host: string
  readonly port: number
}

/** @throws with the shape that the address should have */
export function parseSentinelUrl(url: string): Credentials & { sentinels: Host[]; name: string; db?: number } {
  const [, credentials, hosts = '', name, db] =
    /^redis\+sentinel:\/\/(?:([^@]*)@)?([^/]+)\/([^/?]+)(?:\/(\d+))?/.exec(url) ?? []
  if (name === undefined) throw new Error('a sentinel url is redis+sentinel://host:port,host:port/master-name')
  return { sentinels: parseHosts(hosts, 26_379), name, ...parseCredentials(credentials), ...(db && { db: Number(db) }) }
}

/** @throws with the shape that the address should have */
export function parseClusterUrl(url: string): { hosts: Host[]; credentials: Credentials } {
  const [, credentials, hosts] = /^redis\+cluster:\/\/(?:([^@]*)@)?([^/?]+)\/?$/.exec(url) ?? []
  if (hosts === undefined) throw new Error('a cluster url is redis+cluster://host:port,host:port')
  return { hosts: parseHosts(hosts, 6_379), credentials: parseCredentials(credentials) }
}

function parseHosts(hosts: string, defaultPort: number): Host[] {
  return hosts.split(',').map((item) => {
    const [host = '', port] = item.split(':')
    return { host, port: Number(port ?? defaultPort) }
  })
}

function parseCredentials(text = ''): Credentials {
  const [, username, password] = (/^([^:]*):?(.*)$/.exec(text) ?? []).map(decodeURIComponent)
  return { ...(username && { username }), ...(password && { password }) }
}
