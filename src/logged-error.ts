import { stdSerializers } from 'pino'

/** Fields of errors that may have a password in them: Node's of an address that it cannot read, by which it was given. */
const SECRETS = new Set(['input'])

/**
 * An error as the log tells it: its name, message and stack, and what else it says in a word or a number. What it carries along stays out: an error of
 * Redis has the command that failed, and `HELLO` has the password.
 */
export function loggedError(error: Error): object {
  return withoutCargo(stdSerializers.err(error))
}

function withoutCargo({ aggregateErrors, ...fields }: { readonly [name: string]: unknown }): object {
  const told = Object.entries(fields).filter(([name, value]) => !SECRETS.has(name) && typeof value !== 'object')
  const parts = Array.isArray(aggregateErrors) && { aggregateErrors: aggregateErrors.map(withoutCargo) }
  return { ...Object.fromEntries(told), ...parts }
}
