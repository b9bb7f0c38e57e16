/** The first wait is 1 s on average: the viewers of a gateway that is lost come back over seconds, not milliseconds. */
const BACKOFF_BASE_MS = 2_000
const BACKOFF_CAP_MS = 30_000

/**
 * How long to wait before the connection attempt after `failures` failures in a row, in ms.
 *
 * Full jitter: anything between nothing and an exponentially growing limit. Of the usual schemes it makes the fewest
 * collisions and the least work: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 *
 * @param random a number from 0 up to 1
 */
export function backoffMs(failures: number, random: number): number {
  return random * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** failures)
}
