/**
 * Keys: head (hash: epoch, seq, state), log (sorted set of wires by seq), viewers (hash: when and how many, by gateway).
 * Channel: one per match. All carry the match id as hash tag, so a cluster keeps them on one node and a script may use them
 * together.
 */
export interface MatchKeys {
  readonly head: string
  readonly log: string
  readonly viewers: string
  readonly channel: string
}

export function keysOf(prefix: string, match: string): MatchKeys {
  const base = `${prefix}{${match}}`
  return { head: `${base}:head`, log: `${base}:log`, viewers: `${base}:viewers`, channel: `${base}:updates` }
}

/**
 * ARGV: channel, publish command, epoch, state, updates to keep, time to live in ms, then seq and wire of each update.
 * The whole publication is one atomic step: a reader that saw the snapshot cannot miss a message that came before it.
 * What is kept already is not sent again, so filling a server again costs its listeners nothing.
 *
 * The channel is not among the keys: it is in their slot anyway, and where a slot is on the move between nodes, a key that
 * does not exist makes the node refuse.
 */
export const PUBLISH_SCRIPT = `
local head, log = KEYS[1], KEYS[2]
local channel, publish, epoch, state, keep, ttl = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5]), ARGV[6]
local current = redis.call('HMGET', head, 'epoch', 'seq')
if current[1] and current[1] > epoch then return 'outdated' end
if current[1] == epoch then
  for i = 7, #ARGV, 2 do
    if tonumber(ARGV[i]) <= tonumber(current[2]) then
      local known = redis.call('ZRANGEBYSCORE', log, ARGV[i], ARGV[i])
      if known[1] and known[1] ~= ARGV[i + 1] then return 'contradicted' end
    end
  end
end
if current[1] and current[1] < epoch then redis.call('DEL', log) end
local last = tonumber(ARGV[#ARGV - 1])
if current[1] ~= epoch or tonumber(current[2]) < last then
  redis.call('HSET', head, 'epoch', epoch, 'seq', last, 'state', state)
end
for i = 7, #ARGV, 2 do
  if redis.call('ZADD', log, ARGV[i], ARGV[i + 1]) == 1 then
    redis.call(publish, channel, epoch .. ' ' .. ARGV[i] .. '\\n' .. ARGV[i + 1])
  end
end
redis.call('ZREMRANGEBYRANK', log, 0, -(keep + 1))
redis.call('PEXPIRE', head, ttl)
redis.call('PEXPIRE', log, ttl)
return 'taken'`

/**
 * ARGV: channel, publish command, epoch, seq, state (empty if the match is gone), time to live in ms, then seq and wire of each recent
 * update. Subscribers get a message without an update, and read.
 */
export const REPLACE_SCRIPT = `
local head, log = KEYS[1], KEYS[2]
local channel, publish, epoch, seq, state, ttl = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local current = redis.call('HGET', head, 'epoch')
if current and current >= epoch then return 0 end
redis.call('DEL', head, log)
redis.call('HSET', head, 'epoch', epoch, 'seq', seq)
if state ~= '' then redis.call('HSET', head, 'state', state) end
for i = 7, #ARGV, 2 do redis.call('ZADD', log, ARGV[i], ARGV[i + 1]) end
redis.call('PEXPIRE', head, ttl)
redis.call('PEXPIRE', log, ttl)
redis.call(publish, channel, epoch .. ' ' .. seq .. '\\n')
return 1`

/** Snapshot and log of the same moment: epoch, seq, state, then wire and seq by turns. */
export const READ_SCRIPT = `
local head = redis.call('HMGET', KEYS[1], 'epoch', 'seq', 'state')
if not head[3] then return {} end
local log = redis.call('ZRANGE', KEYS[2], 0, -1, 'WITHSCORES')
return {head[1], head[2], head[3], unpack(log)}`

/**
 * Key: a hash of all gateways, by id. ARGV: time to live in ms, id and description of the one that calls. Times are the
 * server's, so the gateways' clocks need not agree. Returns the descriptions of those that are not too old.
 */
export const ANNOUNCE_SCRIPT = `
local fleet, ttl, id, description = KEYS[1], tonumber(ARGV[1]), ARGV[2], ARGV[3]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', fleet, id, string.format('%d %s', now, description))
redis.call('PEXPIRE', fleet, ttl)
local members = redis.call('HGETALL', fleet)
local living = {}
for i = 1, #members, 2 do
  local heardAt, what = string.match(members[i + 1], '^(%d+) (.*)$')
  if now - tonumber(heardAt) > ttl then redis.call('HDEL', fleet, members[i]) else table.insert(living, what) end
end
return living`

/** ARGV: time to live in ms, gateway, count. Times are the server's here, too. */
export const REPORT_VIEWERS_SCRIPT = `
local viewers, ttl, gateway, count = KEYS[1], ARGV[1], ARGV[2], ARGV[3]
if count == '0' then return redis.call('HDEL', viewers, gateway) end
local time = redis.call('TIME')
redis.call('HSET', viewers, gateway, string.format('%d %s', time[1] * 1000 + math.floor(time[2] / 1000), count))
return redis.call('PEXPIRE', viewers, ttl)`

/** ARGV: time to live in ms. Sums what is not too old, and forgets the rest. */
export const READ_VIEWERS_SCRIPT = `
local viewers, ttl = KEYS[1], tonumber(ARGV[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local reports = redis.call('HGETALL', viewers)
local sum = 0
for i = 1, #reports, 2 do
  local heardAt, count = string.match(reports[i + 1], '^(%d+) (%d+)$')
  if now - tonumber(heardAt) > ttl then redis.call('HDEL', viewers, reports[i]) else sum = sum + tonumber(count) end
end
return sum`

/** Key: a hash of suspects, by match. ARGV: time to live in ms, then match and suspect of each. */
export const REPORT_SUSPECTS_SCRIPT = `
for i = 2, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
return redis.call('PEXPIRE', KEYS[1], ARGV[1])`

/** All that were reported; nobody else gets them. */
export const TAKE_SUSPECTS_SCRIPT = `
local suspects = redis.call('HVALS', KEYS[1])
redis.call('DEL', KEYS[1])
return suspects`

const NEWLINE = 10

/** Splits a channel message into its position and the bytes of the update. */
export function parseMessage(message: Buffer): { epoch: string; seq: number; wire: Buffer } | undefined {
  const end = message.indexOf(NEWLINE)
  if (end < 0) return undefined
  const [epoch, seq] = message.toString('latin1', 0, end).split(' ')
  if (!epoch || !Number.isSafeInteger(Number(seq))) return undefined
  return { epoch, seq: Number(seq), wire: message.subarray(end + 1) }
}
