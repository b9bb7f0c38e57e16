/** Where a browser says its time zone, so that lists are drawn for its reader's day. */
export const ZONE_COOKIE = 'touchline-zone'

/** What nobody has told another for. */
export const NO_ZONE = 'UTC'

/** The time zone that a request's cookies name, as this machine writes it; UTC if it knows none of that name. */
export function readZone(cookies: string | undefined): string {
  const [, named] = new RegExp(`(?:^|; ?)${ZONE_COOKIE}=([A-Za-z][\\w+/-]{1,63})(?:;|$)`).exec(cookies ?? '') ?? []
  if (named === undefined) return NO_ZONE
  try {
    return new Intl.DateTimeFormat('en', { timeZone: named }).resolvedOptions().timeZone
  } catch {
    return NO_ZONE
  }
}
