/** What the errors of sockets, TLS, `pg` and `ioredis` have; each of them has some. */
interface Failure {
  readonly code?: string
  readonly message?: string
  readonly address?: string
  readonly port?: number
  readonly hostname?: string
  /** A host with several addresses fails with one for each, and has no message of its own. */
  readonly errors?: readonly Failure[]
  /** A cluster says only that all its nodes failed; this is how one of them did. */
  readonly lastNodeError?: Failure
}

/** Codes of OpenSSL, and of Node when the certificate is for another name. */
const CERTIFICATE = /CERT|UNABLE_TO_VERIFY/
const TLS = /^(EPROTO|ERR_SSL_|ERR_TLS_)/
/** What the other side says before it hangs up. */
const ALERT = /_ALERT_(.+)$/

/** Says in a sentence, to the operator, why a server could not be reached: which one did not answer, or what it did not accept. */
export function explainConnectionFailure(error: unknown): string {
  const failure = (error ?? {}) as Failure
  if (failure.lastNodeError) return explainConnectionFailure(failure.lastNodeError)
  if (failure.errors?.length) return [...new Set(failure.errors.map(explainConnectionFailure))].join(', and ')
  const { code = '', message } = failure
  const reason =
    explainCode(failure, code) ?? explainSentinels(message) ?? explainIoredis(message) ?? (message || 'no reason given')
  return code === '' || reason.includes(code) ? reason : `${reason} (${code})`
}

function explainCode({ hostname, message, ...place }: Failure, code: string): string | undefined {
  if (code === 'ECONNREFUSED') return `nothing listens at ${nameOf(place)}`
  if (code === 'ENOENT' && place.address !== undefined) return `there is no socket ${place.address}`
  if (code === 'ENOTFOUND') return `there is no host called ${hostname}`
  if (code === 'EAI_AGAIN') return `the address of ${hostname} cannot be found now`
  // A certificate of an authority that nobody knows looks otherwise: this one was good until now.
  if (code === 'CERT_HAS_EXPIRED') return 'its certificate has expired; put a new one in its place, on that server'
  if (code === 'CERT_NOT_YET_VALID') return 'its certificate is not valid yet; one of the two clocks may be wrong'
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return `its certificate is for another name, ${message}; address the server by a name that its certificate has`
  }
  const alert = ALERT.exec(code)?.[1]?.toLowerCase().replaceAll('_', ' ')
  if (alert !== undefined && /certificate|unknown ca/.test(alert)) {
    return `it does not accept our own certificate, or wants one: ${alert}`
  }
  if (alert !== undefined) return `TLS failed, it answers: ${alert}`
  if (CERTIFICATE.test(code)) {
    // Node adds advice of its own.
    return `its certificate is not accepted, ${message?.split(';')[0]}; NODE_EXTRA_CA_CERTS may name a file with the authority that signed it`
  }
  if (TLS.test(code)) return `TLS failed, ${reasonOfOpenssl(message)}`
  return undefined
}

/** OpenSSL puts between colons, among numbers and files of its own, what is wrong. */
function reasonOfOpenssl(message = ''): string {
  return /SSL routines:[^:]*:([^:]+)/.exec(message)?.[1] ?? message
}

/** ioredis says after how many ms it asks again, which is another number each time. */
function explainSentinels(message = ''): string | undefined {
  if (!message.startsWith('All sentinels are unreachable')) return undefined
  const last = /Last error: (.*)$/s.exec(message)?.[1]
  return `no sentinel tells where the server is${last === undefined ? '' : `: ${explainIoredis(last) ?? last}`}`
}

/** What ioredis says of a connection is about its own options. */
function explainIoredis(message = ''): string | undefined {
  if (/^(Socket timeout\.|Command timed out$)/.test(message)) return 'it did not answer in time'
  // Sentinels and nodes of a cluster: the client has thrown away why, such as a certificate.
  if (message === 'Connection is closed.') return 'the connection was closed; `touchline doctor` asks why'
  if (message.startsWith('Reached the max retries per request limit')) return 'the connection was lost'
  if (/^(Stream isn't writeable|Cluster isn't ready)/.test(message)) return 'there is no connection now'
  if (message.startsWith('DENIED Redis is running in protected mode')) {
    return 'DENIED it is in protected mode: without a password it answers programs on its own host alone'
  }
  return undefined
}

function nameOf({ address = 'its address', port }: Failure): string {
  const host = address.includes(':') ? `[${address}]` : address
  return port === undefined ? host : `${host}:${port}`
}
