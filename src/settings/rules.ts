type Given = Readonly<Record<string, string | undefined>>

export const DEFAULT_PORT = 8_080
export const LAST_PORT = 65_535

/** What settings ask of each other, each of which may be right by itself. */
export function brokenRules(given: Given): string[] {
  return [missingUrls, wrongViewerAuth, missingArchive, crossingPorts].flatMap((rule) => rule(given))
}

function missingUrls(given: Given): string[] {
  const { ROLE: role, WORKERS: workers = '1' } = given
  const setting = role === 'ingest' || role === 'gateway' ? `ROLE=${role}` : Number(workers) > 1 && `WORKERS=${workers}`
  if (!setting) return []
  return ['DATABASE_URL', 'REDIS_URL']
    .filter((name) => given[name] === undefined)
    .map((name) => `${name}: required when ${setting}: the embedded database and bus serve one process, ROLE=all`)
}

/** What would let everybody in, or nobody, is refused at the start. */
function wrongViewerAuth(given: Given): string[] {
  const keys = ['JWT_SECRET', 'JWT_JWKS_URL'].filter((name) => given[name] !== undefined)
  if (given['VIEWER_AUTH'] === 'jwt') {
    if (keys.length === 1) return []
    return keys.length === 0
      ? [
          'VIEWER_AUTH: jwt needs JWT_SECRET, which you share with who makes tokens, or JWT_JWKS_URL, where they publish keys',
        ]
      : ['JWT_JWKS_URL: set either this or JWT_SECRET: a token would be good with either key']
  }
  return [...keys, ...['JWT_ISSUER', 'JWT_AUDIENCE'].filter((name) => given[name] !== undefined)].map((name) =>
    withoutEffect(name, 'VIEWER_AUTH=jwt'),
  )
}

function missingArchive({ ARCHIVE_AFTER_DAYS: days, ARCHIVE_DIR: directory }: Given): string[] {
  if (Number(days) > 0 && directory === undefined) {
    return ['ARCHIVE_DIR: needed when ARCHIVE_AFTER_DAYS is set, or old matches would go nowhere']
  }
  return directory !== undefined && days === undefined ? [withoutEffect('ARCHIVE_DIR', 'ARCHIVE_AFTER_DAYS')] : []
}

/** All are of one host, unless `INTERNAL_HOST` is another. */
function crossingPorts(given: Given): string[] {
  const { HOST: host, PORT: port = DEFAULT_PORT, INTERNAL_HOST: innerHost = host, WORKERS: workers = 1 } = given
  if (given['INTERNAL_PORT'] === undefined) {
    // Whoever names a host for it believes that `/metrics` is there alone.
    return given['INTERNAL_HOST'] === undefined ? [] : [withoutEffect('INTERNAL_HOST', 'INTERNAL_PORT')]
  }
  const first = Number(given['INTERNAL_PORT'])
  // 0: any free ones.
  if (first === 0) return []
  const last = Number(workers) > 1 ? first + Number(workers) : first
  const ports = last === first ? `${first}` : `${first} to ${last}`
  if (last !== first && last > LAST_PORT)
    return [`INTERNAL_PORT: with ${workers} workers it is ${ports}, and ${LAST_PORT} is the last`]
  if (innerHost !== host || Number(port) < first || Number(port) > last) return []
  return [`INTERNAL_PORT: it is ${ports}, and PORT is ${port}: they cannot have the same`]
}

function withoutEffect(name: string, needed: string): string {
  return `${name}: has no effect without ${needed}; set that, or unset this`
}
