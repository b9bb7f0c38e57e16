import type { z } from 'zod'
import { jsonPath } from './reading/faults.ts'

type RawIssue = z.core.$ZodRawIssue
type Issue = z.core.$ZodIssue

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
}

const COUNTED: Readonly<Record<string, string>> = { string: 'characters', array: 'entries' }

/** Pass it to `safeParse`: what is wrong, in words for whoever wrote the feed. A message that a schema brings itself wins. */
export const PLAIN_WORDS = { error: inWords } as const

/** @returns undefined where zod's own words stay */
function inWords(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return mustBe(typeNamed(issue.expected), issue.input)
    case 'invalid_value':
      return mustBe(oneOf(issue.values.map(String)), issue.input)
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return tooBig(issue)
    case 'unrecognized_keys':
      return `has what does not belong here: ${issue.keys.join(', ')}`
    case 'invalid_union':
      return ofUnion(issue.errors, issue.input)
    default:
      return undefined
  }
}

function mustBe(what: string, input: unknown): string {
  if (input === undefined) return `is missing; it must be ${what}`
  if (input === null) return `must be ${what}, not null`
  return typeof input === 'object'
    ? `must be ${what}, not ${Array.isArray(input) ? 'a list' : 'an object'}`
    : `must be ${what}`
}

function tooSmall({ origin, minimum, inclusive }: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): string {
  const counted = COUNTED[origin]
  if (counted === undefined) return inclusive ? `must be ${minimum} or more` : `must be more than ${minimum}`
  return minimum === 1 ? 'must not be empty' : `must have ${minimum} ${counted} or more`
}

function tooBig({ origin, maximum, inclusive }: z.core.$ZodRawIssue<z.core.$ZodIssueTooBig>): string {
  const counted = COUNTED[origin]
  if (counted !== undefined) return `must have ${maximum} ${counted} at most`
  return inclusive ? `must be ${maximum} at most` : `must be less than ${maximum}`
}

/** Several forms are possible: says what is wrong with those of the type that was sent, else which types there may be. */
function ofUnion(forms: readonly (readonly Issue[])[], input: unknown): string {
  const meant = forms.filter((issues) => !issues.some(isOtherType))
  if (meant.length > 0) return [...new Set(meant.map(inOneSentence))].join(', or ')
  const types = forms.flatMap((issues) =>
    issues.flatMap((issue) => ('expected' in issue && issue.path.length === 0 ? [typeNamed(issue.expected)] : [])),
  )
  return mustBe([...new Set(types)].join(' or '), input)
}

function inOneSentence(issues: readonly Issue[]): string {
  return issues.map(({ path, message }) => (path.length === 0 ? message : `${jsonPath(path)} ${message}`)).join('; ')
}

function isOtherType({ code, path }: Issue): boolean {
  return code === 'invalid_type' && path.length === 0
}

function typeNamed(expected: string): string {
  return TYPES[expected] ?? expected
}

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? String(values[0]) : `one of ${values.join(', ')}`
}
