import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { firstAvailable } from './first-available.ts'

const absent = (name: string, reason: string) => ({ name, get: () => Promise.reject(new Error(reason)) })

it('takes the first source that works', async () => {
  const sources = [
    absent('Docker', 'no engine'),
    { name: 'PATH', get: async () => 'a' },
    { name: 'apt', get: async () => 'b' },
  ]
  expect(await firstAvailable('Redis', 'Install it.', sources)).toBe('a')
})

it('says on one line what was tried and what to do', async () => {
  const sources = [absent('Docker', 'no engine'), absent('PATH', 'no redis-server\nand more')]
  await expect(firstAvailable('Redis', 'Install redis-server.', sources)).rejects.toThrow(
    /^no Redis for the tests \(Docker: no engine; PATH: no redis-server\)\. Install redis-server\.$/,
  )
})

it('quotes what a failed program said', async () => {
  const script = 'console.error("E: no network"); process.exit(100)'
  const sources = [{ name: 'apt', get: () => promisify(execFile)(process.execPath, ['-e', script]) }]
  await expect(firstAvailable('Redis', 'Connect.', sources)).rejects.toThrow('(apt: E: no network)')
})
