import { accessSync, constants } from 'node:fs'
import { BlockList, isIP } from 'node:net'
import { z } from 'zod'
import { isFeedName } from '../store/feed-keys/feed-key-admin.ts'

/** Timers of Node take no more milliseconds than this. */
const MOST = 2 ** 31 - 1

/** Digits alone: `0x10` and `1e3` are slips more often than numbers. */
export const whole = (min: number, max = MOST) =>
  z
    .string()
    .refine((text) => /^\d{1,15}$/.test(text) && Number(text) >= min && Number(text) <= max, {
      error: max === MOST ? `must be a whole number, ${min} or more` : `must be a whole number from ${min} to ${max}`,
    })
    .transform(Number)

export const count = (fallback: number, min = 1, max = MOST) => whole(min, max).default(fallback)

export const oneOf = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.enum(words, { error: `must be one of ${words.join(', ')}` })

/** Of a key what a header can carry. */
const FEED_KEY = /^(?<feed>[^:@]+)(?:@(?<source>[^:@]+))?:(?<key>[!-~]{8,})$/

interface GivenFeedKey {
  readonly feed: string
  readonly source?: string
  readonly key: string
}

export const feedKeys = z
  .string()
  .default('')
  .transform((text, context): GivenFeedKey[] => {
    const items = text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '')
    return items.flatMap((item) => {
      const found = readFeedKey(item)
      if (found) return [found]
      // Not which: it is, or was meant to be, a secret.
      const message =
        'must be name:key or name@source:key, separated by commas; names of letters, digits and . _ -, keys of 8 characters or more, without spaces or accents'
      context.addIssue({ code: 'custom', message })
      return []
    })
  })
  .superRefine((items, context) => {
    for (const [index, { feed, key }] of items.entries()) {
      const first = items.findIndex((item) => item.key === key)
      if (first === index) continue
      const other = items[first]?.feed
      const message =
        other === feed
          ? `${feed} has the same key twice; leave it out once`
          : `${other} and ${feed} have the same key; nobody could tell who sent an event`
      context.addIssue({ code: 'custom', message })
    }
  })

function readFeedKey(text: string): GivenFeedKey | undefined {
  const { feed = '', source, key = '' } = FEED_KEY.exec(text)?.groups ?? {}
  if (!isFeedName(feed) || (source !== undefined && !isFeedName(source))) return undefined
  return { feed, key, ...(source !== undefined && { source }) }
}

/** Addresses and networks, with commas. */
export const networks = z
  .string()
  .default('')
  .transform((text) => text.split(',').map((item) => item.trim()))
  .transform((items) => items.filter((item) => item !== ''))
  .superRefine((items, context) => {
    for (const item of items) {
      const fault = faultOfNetwork(item)
      if (fault) context.addIssue({ code: 'custom', message: `"${item}" ${fault}` })
    }
  })

/** All of IPv4, written as IPv6. */
const MAPPED = new BlockList()
MAPPED.addSubnet('::ffff:0:0', 96, 'ipv6')

function faultOfNetwork(text: string): string | undefined {
  const [address = '', prefix, ...rest] = text.split('/')
  const family = isIP(address)
  const isNetwork = family !== 0 && rest.length === 0 && /^\d{1,3}$/.test(prefix ?? '1')
  if (!isNetwork || Number(prefix) > (family === 4 ? 32 : 128)) return 'is no address and no CIDR'
  const isEverybody = Number(prefix) === 0 || (family === 6 && Number(prefix) <= 96 && MAPPED.check(address, 'ipv6'))
  return isEverybody ? 'is everybody, who could then say to be anybody' : undefined
}

/** Browsers send them to the letter, so one that is written otherwise would let no page in. */
export const origins = z
  .string()
  .default('*')
  .transform((text) => text.split(',').map((item) => item.trim()))
  .transform((items) => items.filter((item) => item !== ''))
  .superRefine((items, context) => {
    for (const item of items) {
      const fault = item === '*' ? undefined : faultOfOrigin(item)
      if (fault) context.addIssue({ code: 'custom', message: `"${item}" ${fault}` })
    }
  })
  .transform((items) => (items.includes('*') ? ('any' as const) : new Set(items)))

function faultOfOrigin(text: string): string | undefined {
  // Of pages in files and in frames of their own.
  if (text === 'null') return undefined
  if (!/^[a-z][\w+.-]*:\/\/[^\s*]+$/i.test(text) || !URL.canParse(text)) {
    return 'is no origin; it must be whole, such as https://scores.example, or *'
  }
  const { protocol, host } = new URL(text)
  const sent = `${protocol}//${host}`
  return text === sent ? undefined : `is sent by no browser; write ${sent}`
}

/** `/scores`, `/a/b`; what is not empty begins with a slash and does not end with one. */
export const path = z
  .string()
  .regex(/^(\/[\w.~-]+)*$/, 'must be a path such as /scores, without a slash at its end')
  .default('')

export const origin = z
  .string()
  .regex(/^https?:\/\/[^\s/?#@]+$/, 'must be what addresses begin with, such as https://scores.example')
  .optional()

/** An address that is asked by HTTP. @param error what it must be */
export const httpUrl = (error: string) =>
  z.url({ protocol: /^https?$/, error }).refine((text) => !URL.canParse(text) || new URL(text).username === '', {
    error: 'must be without user and password: nothing sends them',
  })

/** Text that `parse` does not refuse. */
export const checked = (parse: (text: string) => unknown) =>
  z.string().superRefine((text, context) => {
    try {
      parse(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message })
    }
  })

/** The path of a file that can be read. */
export const readableFile = (path: z.ZodString) =>
  path.superRefine((file, context) => {
    try {
      accessSync(file, constants.R_OK)
    } catch (error) {
      context.addIssue({ code: 'custom', message: `names a file that cannot be read: ${(error as Error).message}` })
    }
  })
