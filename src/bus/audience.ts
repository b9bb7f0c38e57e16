/** What a gateway reported of its viewers does not count any more after this long. */
export const VIEWERS_TTL_MS = 15_000

/** How many people watch each match, at all gateways together. */
export interface Audience {
  /**
   * Tells how many viewers all matches have at one gateway, to be repeated well within `VIEWERS_TTL_MS`.
   *
   * @param counts by match; one that is not among them has none
   */
  reportViewers(gateway: string, counts: ReadonlyMap<string, number>): Promise<void>
  /** The viewers of each match at all gateways together, as far as these reported lately, in the order asked. */
  readViewers(matches: readonly string[]): Promise<readonly number[]>
}
