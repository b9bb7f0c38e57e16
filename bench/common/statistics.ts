export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

/** The smallest of the values such that at least `percent` of them are no larger. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN
}
