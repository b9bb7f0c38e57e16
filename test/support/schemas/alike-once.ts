interface Documented {
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

const SAID_TO_PEOPLE = new Set(['title', 'description', 'examples'])
const PREFIX = '#/components/schemas/'

/** What a schema rules, as a text: without what it only says to people. */
export function rulesOf(schema: object): string {
  return JSON.stringify(schema, (name, value) => (SAID_TO_PEOPLE.has(name) && !isSchema(value) ? undefined : value))
}

/** That of a field with such a name. */
const isSchema = (value: unknown) => typeof value === 'object' && !Array.isArray(value)

/**
 * A copy in which components that rule the same are one, the first of them: two thirds of all events, because sports share engines.
 * What refers to another of them refers to it, so it is compiled once.
 */
export function alikeOnce<T extends Documented>(document: T): T {
  const firsts = new Map<string, string>()
  const references = new Map<string, string>()
  const schemas: [string, object][] = []
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    const rules = rulesOf(schema)
    const first = firsts.get(rules) ?? name
    firsts.set(rules, first)
    if (first === name) schemas.push([name, schema])
    else references.set(PREFIX + name, PREFIX + first)
  }
  const one = { ...document, components: { ...document.components, schemas: Object.fromEntries(schemas) } }
  return JSON.parse(JSON.stringify(one), (_, value) => references.get(value) ?? value)
}
