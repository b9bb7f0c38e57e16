/** Every command that we give, scripts included. A test compares the list with what a server was asked. */
const COMMANDS = [
  // Scripts, and what they call.
  ...['eval', 'evalsha', 'del', 'exists', 'hdel', 'hget', 'hmget', 'hset', 'hvals', 'pexpire', 'set', 'time'],
  ...['zadd', 'zrange', 'zrangebyscore', 'zremrangebyrank', 'zremrangebyscore', 'publish', 'spublish'],
  // Listening.
  ...['subscribe', 'unsubscribe', 'ssubscribe', 'sunsubscribe'],
  // The client, when it connects; to a cluster it gives its connections names.
  ...['hello', 'info', 'select', 'client|setname', 'cluster|slots', 'cluster|info'],
]

/**
 * The rules of a user that can do all that we do, and nothing beyond our own keys.
 *
 * @param prefix what all keys and channels begin with
 */
export function aclRules(prefix: string): string {
  return [`~${prefix}*`, `&${prefix}*`, '-@all', ...COMMANDS.map((command) => `+${command}`)].join(' ')
}
