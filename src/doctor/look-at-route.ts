import pg from 'pg'
import { DatabaseUnavailable } from '../errors.ts'
import { explainPostgres, placeOf } from '../store/postgres/connection/explain-postgres.ts'
import { createRoute, type Way } from '../store/postgres/connection/route.ts'
import type { Finding } from './finding.ts'
import { ok, warning } from './judge-database.ts'

interface RouteLook {
  readonly isPooler: boolean
  readonly findings: readonly Finding[]
}

/** Where the address leads, how that is protected, and which of several hosts were passed over. */
export async function lookAtRoute(url: string): Promise<RouteLook> {
  const route = createRoute(url)
  const way = await route.find()
  const [isPooler, failures] = await Promise.all([leadsToPooler(way), route.failures()])
  return { isPooler, findings: [ok(`reached ${described(way)}`), ...failures.map(judgeHost)] }
}

function described({ host = '', port, ssl }: Way): string {
  if (host.startsWith('/')) return `by the socket in ${host}`
  const place = `at ${host}:${port}`
  if (typeof ssl !== 'object') return `${place}, not encrypted`
  if (ssl.rejectUnauthorized === false)
    return `${place}, encrypted; who answers is not asked for a certificate (sslmode=verify-full does)`
  return `${place}, encrypted; its certificate is proven${ssl.checkServerIdentity ? ', but not the name in it' : ''}`
}

/** One that stands by is as it should be. */
function judgeHost(failure: unknown): Finding {
  const explained = explainPostgres(failure)
  const reason = explained instanceof DatabaseUnavailable ? explained.reason : (explained as Error).message
  if (/takes no writes now$/.test(reason)) return ok(`${reason}, and was passed over`)
  const place = placeOf(failure)
  const what = place === undefined || reason.includes(place) ? reason : `${place}: ${reason}`
  return warning(`one of its hosts cannot be used: ${what}`, 'mend it, or take it out of DATABASE_URL')
}

/** A pooler names a number of its own to its client, and statements run in a session of the server, which has another. */
async function leadsToPooler(way: Way): Promise<boolean> {
  const client = new pg.Client(way)
  // Whatever ends it is said by the statement that waits.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    // pg has it, its types do not.
    return rows[0]?.pid !== (client as unknown as { readonly processID: number }).processID
  } finally {
    await client.end()
  }
}
