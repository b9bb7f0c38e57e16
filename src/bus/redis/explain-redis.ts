import { explainConnectionFailure } from '../../connection-failure.ts'

/** A sentence for the log: what Redis refuses, or why it was not reached. */
export function explainRedisFailure(error: Error): string {
  const reason = withoutScript(explainConnectionFailure(error))
  if (error.name !== 'ReplyError') return `redis connection failed: ${reason}`
  return `redis refuses: ${reason}${reason.startsWith('NOPERM ') ? '; `touchline redis-acl` prints what it must be allowed' : ''}`
}

/** What to do about it. */
export function adviseRedis(reasons: string): string {
  if (/\bOOM /.test(reasons)) {
    return 'raise its maxmemory, or set maxmemory-policy volatile-ttl: what it forgets comes back from the database'
  }
  if (/\b(READONLY|NOREPLICAS) /.test(reasons)) return 'name the primary in REDIS_URL, or the sentinels that know it'
  if (/\bDENIED /.test(reasons)) {
    return 'give its users passwords (requirepass, or an ACL) and REDIS_URL too; or set protected-mode no, if nobody else reaches it'
  }
  if (/\bNOPERM /.test(reasons))
    return '`touchline redis-acl` prints what its user, or that of the sentinels, must be allowed'
  if (/certificate is not accepted/.test(reasons))
    return 'name a file with the authority that signed it: REDIS_URL=rediss://…?cacert=FILE'
  if (/\bMOVED /.test(reasons)) return 'it is a node of a cluster: begin REDIS_URL with redis+cluster or rediss+cluster'
  if (/cluster support disabled/.test(reasons)) return 'it is no cluster: begin REDIS_URL with redis or rediss'
  if (/unknown command|Invalid command passed/.test(reasons)) {
    return 'it has a command renamed or switched off (rename-command) that servers need; give users rights instead, as `touchline redis-acl` prints them'
  }
  if (/did not answer in time/.test(reasons))
    return 'find out why Redis, or the way to it, is so slow: it has 2 s to answer'
  return 'correct REDIS_URL (`rediss` where it speaks TLS, else `redis`), or start Redis; `touchline redis-acl` prints what a user of it must be allowed'
}

/** What a script was refused ends with the hash and the line of that script. */
export function withoutScript(message: string): string {
  return message.replace(/ script: [0-9a-f]{40}.*$/s, '')
}
