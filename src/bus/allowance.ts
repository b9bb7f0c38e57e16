/** What comes back each second, and the most that there may be. */
export interface AllowanceRate {
  readonly perSecond: number
  readonly burst: number
}

/** Buckets of tokens that all replicas of an installation share. A bucket that nobody knows yet is full. */
export interface Allowance {
  /** @returns how many of the wanted there were, 0 or more; they are taken @throws if it is away */
  takeTokens(bucket: string, rate: AllowanceRate, wanted: number): Promise<number>
}
