import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'

/** The server and its load each have a core of their own, so that neither slows the other. */
export const SERVER_CORE = 0
export const LOAD_CORE = 1

type Reply = { readonly id: number; readonly answer: never } | { readonly id: number; readonly fault: string }

const canPin = existsSync('/usr/bin/taskset')

/** A child process that answers questions over IPC. */
export interface Worker {
  /** @throws what the process threw while it answered, or that it ended */
  ask<Answer>(question: object): Promise<Answer>
  stop(): Promise<void>
}

/**
 * Starts a file as a process.
 *
 * @param options.core pins the process to this core, where the system can do that
 * @param options.settings first argument of the process, as JSON
 */
export async function startWorker(
  file: URL,
  options: { core?: number; settings: object; flags?: string[] },
): Promise<Worker> {
  const path = fileURLToPath(file)
  const name = basename(path)
  const node = [process.execPath, '--no-warnings', ...(options.flags ?? []), path, JSON.stringify(options.settings)]
  const [command = '', ...args] = pinned(node, options.core)
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  let next = 0
  const waiting = new Map<number, (reply: Reply) => void>()
  const ready = new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)))
    child.on('message', (message: { ready: true } | Reply) => {
      if ('ready' in message) resolve()
      else waiting.get(message.id)?.(message)
    })
  })
  await ready
  child.setMaxListeners(0) // one listener per question
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        next += 1
        const id = next
        waiting.set(id, (reply) =>
          'fault' in reply ? reject(new Error(`${name}: ${reply.fault}`)) : resolve(reply.answer),
        )
        child.once('exit', () => reject(new Error(`${name} ended while it was asked`)))
        child.send({ id, question })
      }),
    stop: () => stopChild(child),
  }
}

/** The command that runs `command` on this core; unchanged if the system cannot pin processes. */
export function pinned(command: readonly string[], core: number | undefined): readonly string[] {
  return canPin && core !== undefined ? ['/usr/bin/taskset', '-c', String(core), ...command] : command
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

/** Called in the child process: answers questions by their `op`, and says that the process is ready. */
export function answer(handlers: Record<string, (question: never) => unknown>): void {
  process.on('message', async ({ id, question }: { id: number; question: { op: string } }) => {
    try {
      const result = await handlers[question.op]?.(question as never)
      process.send?.({ id, answer: result ?? null })
    } catch (error) {
      process.send?.({ id, fault: inspect(error) })
    }
  })
  process.on('disconnect', () => process.exit())
  process.send?.({ ready: true })
}

export function settings<T>(): T {
  return JSON.parse(process.argv[2] ?? '{}') as T
}
