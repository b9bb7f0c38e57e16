import { randomFillSync } from 'node:crypto'

const BYTES = 6
const pool = Buffer.alloc(BYTES * 512)
let used = pool.length

/** A random whole number below 2^48. Bytes come from a pool: asking the system for each number would be a good part of the cost of a POST. */
export function randomVersion(): number {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += BYTES
  return pool.readUIntBE(used - BYTES, BYTES)
}
