/**
 * The address as routes know it, without the path below which all of this is reached. A proxy may have taken that away already, so
 * an address without it is taken as well.
 *
 * @param base empty, or `/scores`
 */
export function withoutBase(url: string, base: string): string {
  if (base === '' || !url.startsWith(base)) return url
  const rest = url.slice(base.length)
  if (rest === '' || rest.startsWith('?')) return `/${rest}`
  return rest.startsWith('/') ? rest : url
}
