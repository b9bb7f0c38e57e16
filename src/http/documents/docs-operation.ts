import { code, escapeHtml, exampleHtml, prose } from './html.ts'
import type { Content, DescribedSchema, Operation, Parameter } from './openapi.ts'

type Schemas = Readonly<Record<string, DescribedSchema>>

export interface Call {
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

export function titleOf({ method, path }: Call): string {
  return `${method} ${path}`
}

/** One call of the API, for people. */
export function operationHtml(call: Call, schemas: Schemas): string {
  const { operationId, summary = '', description, parameters = [], requestBody, responses } = call.operation
  const body = requestBody === undefined ? '' : `<h4>Body</h4>${contentHtml(requestBody.content, schemas)}`
  const answers = Object.entries(responses).map(([status, { description: what, content = {} }]) => {
    // What Fastify says where a route says nothing.
    const said = what === 'Default Response' ? '' : prose(what)
    return `<details${status.startsWith('2') ? ' open' : ''}><summary><strong>${status.toUpperCase()}</strong> ${said}</summary>${contentHtml(content, schemas)}</details>`
  })
  return `<section class="call" id="${operationId}" aria-labelledby="${operationId}-title"><h3 id="${operationId}-title">${code(titleOf(call))}</h3>
<p>${prose(summary)}${description === undefined ? '' : `. ${prose(description)}`}</p>
${parametersHtml(parameters, schemas)}${body}<h4>Answers</h4>${answers.join('')}</section>`
}

function parametersHtml(parameters: readonly Parameter[], schemas: Schemas): string {
  if (parameters.length === 0) return ''
  const fields = parameters.map(({ name, in: place, required, schema, description }) =>
    fieldHtml(name, { ...schema, ...(description !== undefined && { description }) }, schemas, [
      ...(place === 'path' ? ['in the path'] : []),
      ...(required || place === 'path' ? [] : ['may be left out']),
    ]),
  )
  return `<h4>Parameters</h4><dl>${fields.join('')}</dl>`
}

function contentHtml(content: Content, schemas: Schemas): string {
  return Object.entries(content)
    .map(([type, { schema, examples: named }]) => {
      const resolved = resolve(schema, schemas)
      const examples = named
        ? Object.values(named).map(({ value }) => value)
        : (schema.examples ?? resolved.examples ?? [])
      return `<p class="kind">${escapeHtml(type)}: ${escapeHtml(typeOf(schema))}</p>${fieldsHtml(resolved, schemas)}${examples.map(exampleHtml).join('')}`
    })
    .join('')
}

/** The fields of an object; of one of several forms, those of each form that has a name of its own stand where it is described. */
function fieldsHtml(schema: DescribedSchema, schemas: Schemas): string {
  const { properties, required = [] } = schema
  if (properties === undefined) return ''
  const fields = Object.entries(properties).map(([name, field]) =>
    fieldHtml(name, field, schemas, required.includes(name) ? [] : ['may be left out']),
  )
  return `<dl>${fields.join('')}</dl>`
}

function fieldHtml(name: string, schema: DescribedSchema, schemas: Schemas, more: readonly string[]): string {
  const kind = [typeOf(schema), ...boundsOf(schema), ...more].join(', ')
  const about = schema.description ?? resolve(schema, schemas).description
  const shown = `<span class="kind">${escapeHtml(kind)}</span>`
  // A term needs its description: what has none is described by its kind.
  return about === undefined
    ? `<dt>${code(name)}</dt><dd>${shown}</dd>`
    : `<dt>${code(name)} ${shown}</dt><dd>${prose(about)}</dd>`
}

function resolve(schema: DescribedSchema, schemas: Schemas): DescribedSchema {
  const name = schema.$ref?.split('/').at(-1)
  return (name === undefined ? undefined : schemas[name]) ?? schema
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  object: 'object',
  null: 'null',
}

/** What a value is, in a few words. */
function typeOf(schema: DescribedSchema): string {
  const { $ref, type, enum: values, items } = schema
  if ($ref !== undefined) return $ref.split('/').at(-1) ?? ''
  if ('const' in schema) return JSON.stringify(schema.const)
  if (values !== undefined) return `one of ${values.join(', ')}`
  const forms = schema.anyOf ?? schema.oneOf
  if (forms !== undefined) return [...new Set(forms.map(typeOf))].join(' or ')
  if (type === 'array') return items === undefined ? 'list' : `list of ${typeOf(items)}`
  return TYPES[type ?? ''] ?? 'anything'
}

function boundsOf({ minimum, maximum, maxLength, maxItems, default: byDefault }: DescribedSchema): string[] {
  return [
    ...(minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? [`from ${minimum}`] : []),
    ...(maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? [`to ${maximum}`] : []),
    ...(maxLength !== undefined ? [`${maxLength} characters at most`] : []),
    ...(maxItems !== undefined ? [`${maxItems} at most`] : []),
    ...(byDefault !== undefined ? [`${JSON.stringify(byDefault)} if left out`] : []),
  ]
}
