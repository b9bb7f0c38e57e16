import type { Position } from '../../protocol/messages.ts'

/**
 * Keys: head (hash: epoch, seq, state), log (sorted set of wires by seq). Channel: one per match. All carry the match id as hash tag, so a
 * cluster keeps them on one node and a script may use them together.
 */
export interface MatchKeys {
  readonly head: string
  readonly log: string
  readonly channel: string
}

export function keysOf(prefix: string, match: string): MatchKeys {
  const base = `${prefix}{${match}}`
  return { head: `${base}:head`, log: `${base}:log`, channel: `${base}:updates` }
}

/** What the whole fleet shares; on one node of a cluster, so that a script may use several. */
export function fleetKey(prefix: string, name: string): string {
  return `${prefix}{fleet}:${name}`
}

/** The server's time in ms, for scripts: the clocks of those who call need not agree. */
const NOW = `local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`

/**
 * ARGV: channel, publish command, epoch, state, updates to keep, time to live in ms, what stands behind the seq in messages (a trace, or
 * nothing), then seq and wire of each update.
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
  for i = 8, #ARGV, 2 do
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
for i = 8, #ARGV, 2 do
  if redis.call('ZADD', log, ARGV[i], ARGV[i + 1]) == 1 then
    redis.call(publish, channel, epoch .. ' ' .. ARGV[i] .. ARGV[7] .. '\\n' .. ARGV[i + 1])
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
 * ARGV: channel, publish command, time to live in ms, how many of the commands that follow an update needs, then commands, each with the
 * number of arguments that it takes behind its key, which Redis 8 counts, or -1 if it has no key. It writes before
 * it says something, as an update does: a server that takes no writes has no canary, nor has one whose user may not do what an update needs.
 * Returns what else that user may not run. Other brokers that speak the protocol may not know how to ask.
 */
export const CANARY_SCRIPT = `
local key, channel, publish, needed, others = KEYS[1], ARGV[1], ARGV[2], {}, {}
if redis.acl_check_cmd then
  if not redis.acl_check_cmd(publish, channel, '') then needed[1] = string.lower(publish) end
  for i = 5, #ARGV, 2 do
    local call, count = {ARGV[i]}, tonumber(ARGV[i + 1])
    if count >= 0 then call[2] = key end
    for n = 1, count do call[2 + n] = '1' end
    local refused = i - 5 < 2 * tonumber(ARGV[4]) and needed or others
    if not redis.acl_check_cmd(unpack(call)) then refused[#refused + 1] = ARGV[i] end
  end
  if not redis.acl_check_cmd('EVAL', '', '0') then others[#others + 1] = 'eval' end
end
if #needed > 0 then return redis.error_reply('NOPERM this user may not run ' .. table.concat(needed, ', ') .. ' on ' .. key) end
redis.call('SET', key, '', 'PX', ARGV[3])
redis.call(publish, channel, '- 0\\n')
return others`

/**
 * Key: a sorted set of changes. ARGV: how long each is kept, and how long the set after the last, in ms, then the changes. Their scores
 * are the server's time, but never go back: those of each call are higher than all before.
 */
export const NOTE_SCRIPT = `
local changes, kept = KEYS[1], tonumber(ARGV[1])
${NOW}
local newest = redis.call('ZRANGE', changes, -1, -1, 'WITHSCORES')
local score = math.max(now, tonumber(newest[2] or 0) + 1)
redis.call('ZREMRANGEBYSCORE', changes, '-inf', score - kept)
for i = 3, #ARGV do redis.call('ZADD', changes, score, ARGV[i]) end
redis.call('PEXPIRE', changes, ARGV[2])
return score`

/**
 * Keys: all gateways by when they reported, viewers by match of the one that calls. ARGV: time to live in ms, gateway, 1 if this is all of
 * it, then match and count by turns. Times are the server's, so the gateways' clocks need not agree. Returns 0 if what it has is not
 * what the changes are of.
 */
export const REPORT_VIEWERS_SCRIPT = `
local reporters, own, ttl, gateway, isWhole = KEYS[1], KEYS[2], ARGV[1], ARGV[2], ARGV[3]
if isWhole == '1' then redis.call('DEL', own)
elseif redis.call('PEXPIRE', own, ttl) == 0 then return 0 end
for i = 4, #ARGV, 2 do
  if ARGV[i + 1] ~= '0' then redis.call('HSET', own, ARGV[i], ARGV[i + 1]) else redis.call('HDEL', own, ARGV[i]) end
end
if #ARGV > 3 then redis.call('PEXPIRE', own, ttl) end
${NOW}
redis.call('ZADD', reporters, now, gateway)
return 1`

/** ARGV: what the keys of the gateways begin with, time to live in ms, then matches. Sums what is not too old, and forgets the rest. */
export const READ_VIEWERS_SCRIPT = `
local reporters, base, ttl = KEYS[1], ARGV[1], tonumber(ARGV[2])
${NOW}
redis.call('ZREMRANGEBYSCORE', reporters, '-inf', '(' .. (now - ttl))
local sums = {}
for i = 3, #ARGV do sums[i - 2] = 0 end
for _, gateway in ipairs(redis.call('ZRANGE', reporters, 0, -1)) do
  local counts = redis.call('HMGET', base .. gateway, unpack(ARGV, 3))
  for i = 1, #sums do sums[i] = sums[i] + tonumber(counts[i] or 0) end
end
return sums`

/** Key: a hash of suspects, by match. ARGV: time to live in ms, then match and suspect of each. */
export const REPORT_SUSPECTS_SCRIPT = `
for i = 2, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
return redis.call('PEXPIRE', KEYS[1], ARGV[1])`

/** All that were reported; nobody else gets them. */
export const TAKE_SUSPECTS_SCRIPT = `
local suspects = redis.call('HVALS', KEYS[1])
if #suspects > 0 then redis.call('DEL', KEYS[1]) end
return suspects`

/**
 * Key: a bucket (hash: tokens, at). ARGV: tokens a second, the most there may be, wanted. Times are the server's, so that the replicas' clocks
 * need not agree. Returns how many were taken.
 */
export const TAKE_TOKENS_SCRIPT = `
local bucket, rate, burst, wanted = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
${NOW}
local known = redis.call('HMGET', bucket, 'tokens', 'at')
local tokens = burst
if known[1] then tokens = math.min(burst, tonumber(known[1]) + math.max(0, now - tonumber(known[2])) * rate / 1000) end
local taken = math.min(wanted, math.floor(tokens))
redis.call('HSET', bucket, 'tokens', tostring(tokens - taken), 'at', string.format('%d', now))
redis.call('PEXPIRE', bucket, math.ceil(burst / rate * 1000) + 1000)
return taken`

const NEWLINE = 10

/** What `parseMessage` takes apart. */
export function messageOf({ epoch, seq }: Position, text: string): string {
  return `${epoch} ${seq}\n${text}`
}

/** Splits a channel message into its position and the bytes of the update. */
export function parseMessage(
  message: Buffer,
): { epoch: string; seq: number; wire: Buffer; trace: string | undefined } | undefined {
  const end = message.indexOf(NEWLINE)
  if (end < 0) return undefined
  const [epoch, seq, trace] = message.toString('latin1', 0, end).split(' ')
  if (!epoch || !Number.isSafeInteger(Number(seq))) return undefined
  return { epoch, seq: Number(seq), wire: message.subarray(end + 1), trace }
}
