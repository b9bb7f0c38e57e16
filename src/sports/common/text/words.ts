/** `extra_time_first_half` → `Extra time first half` */
export function inWords(name: string): string {
  const words = name.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** `1 ball`, `2 balls` */
export function count(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`
}

/** `1st`, `12th`, `22nd` */
export function ordinal(n: number): string {
  const teens = n % 100 > 10 && n % 100 < 14
  return `${n}${(teens ? undefined : ['th', 'st', 'nd', 'rd'][n % 10]) ?? 'th'}`
}
