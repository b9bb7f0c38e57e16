/**
 * Compares a value with what a case wants of it. An object may have more fields than are wanted. Instead of a value a case may want
 * `{"$absent": true}`, `{"$like": "a regular expression"}`, `{"$oneOf": […]}` or `{"$keys": […]}`.
 *
 * @returns a sentence for each difference
 */
export function differences(wanted: unknown, got: unknown, path = ''): string[] {
  const say = (what: string) => [`${path || 'the state'}: wanted ${what}, got ${JSON.stringify(got)}`]
  if (Array.isArray(wanted)) {
    if (!Array.isArray(got) || got.length !== wanted.length) return say(`${wanted.length} elements`)
    return wanted.flatMap((item, index) => differences(item, got[index], `${path}[${index}]`))
  }
  if (!isObject(wanted)) return wanted === got ? [] : say(JSON.stringify(wanted))
  if ('$absent' in wanted) return got === undefined ? [] : say('nothing')
  if ('$like' in wanted) {
    return typeof got === 'string' && new RegExp(String(wanted['$like']), 'u').test(got)
      ? []
      : say(`/${wanted['$like']}/`)
  }
  if ('$oneOf' in wanted) {
    const choices = wanted['$oneOf'] as readonly unknown[]
    return choices.some((choice) => differences(choice, got).length === 0)
      ? []
      : say(`one of ${JSON.stringify(choices)}`)
  }
  if (!isObject(got)) return say(JSON.stringify(wanted))
  if ('$keys' in wanted) {
    const keys = wanted['$keys'] as readonly string[]
    return String(keys.toSorted()) === String(Object.keys(got).toSorted()) ? [] : say(`the keys ${keys}`)
  }
  return Object.entries(wanted).flatMap(([key, value]) => differences(value, got[key], `${path}.${key}`))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
