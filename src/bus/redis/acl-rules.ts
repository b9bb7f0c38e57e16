/** By command, how many arguments it takes at least behind its key. Without one of these no update gets through. */
export const UPDATE_COMMANDS = {
  del: 0,
  hmget: 1,
  hset: 2,
  pexpire: 1,
  set: 1,
  zadd: 2,
  zrangebyscore: 2,
  zremrangebyrank: 2,
}

/** Without one of these something else fails: a repair, a figure, the limit of a feed. `time` has no key. */
export const OTHER_COMMANDS = { exists: 0, hdel: 1, hget: 1, hvals: 0, time: -1, zrange: 2, zremrangebyscore: 2 }

/** Every command that we give, scripts included. A test compares the list with what a server was asked. */
const COMMANDS = [
  ...['eval', 'evalsha', ...Object.keys({ ...UPDATE_COMMANDS, ...OTHER_COMMANDS }).sort(), 'publish', 'spublish'],
  // Listening.
  ...['subscribe', 'unsubscribe', 'ssubscribe', 'sunsubscribe'],
  // The client, when it connects; to a cluster it gives its connections names.
  ...['info', 'select', 'client|setname', 'cluster|slots', 'cluster|info'],
]

/**
 * The rules of a user that can do all that we do, and nothing beyond our own keys.
 *
 * @param prefix what all keys and channels begin with
 */
export function aclRules(prefix: string): string {
  return [`~${prefix}*`, `&${prefix}*`, '-@all', ...COMMANDS.map((command) => `+${command}`)].join(' ')
}

/** The rules of a user of the sentinels, whom we ask where the server is, and who else may be asked. */
export const SENTINEL_RULES = '-@all +sentinel|get-master-addr-by-name +sentinel|sentinels'
