import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { spawnReady } from '../support/process.ts'
import { unpackDebianPackage } from '../support/programs/debian-package.ts'
import { findOnPath } from '../support/programs/find-on-path.ts'
import { firstAvailable } from '../support/programs/first-available.ts'
import { type LogEntry, openWebDriver, type WebDriver } from './web-driver.ts'

export interface Firefox {
  /** A profile without anything of the others: its storage, its workers, its tabs. It ends with the test, which fails if a page of it has thrown. */
  openProfile(): Promise<Profile>
  close(): Promise<void>
}

export interface Profile {
  openTab(url: string): Promise<Tab>
}

export interface Tab {
  goto(url: string): Promise<void>
  /** The value of an expression, awaited, through JSON. */
  evaluate<T>(expression: string): Promise<T>
  /** Waits until the expression has this value. */
  becomes(expression: string, value: unknown): Promise<void>
  close(): Promise<void>
}

interface Program {
  readonly path: string
  readonly env: Record<string, string>
}

/** Starts a headless Firefox, and drives it by WebDriver BiDi. The caller closes it. */
export async function launchFirefox(): Promise<Firefox> {
  const { path, env } = await firefoxProgram()
  const home = await mkdtemp(join(tmpdir(), 'touchline-firefox-'))
  const process = await spawnReady(
    path,
    ['--headless', '--no-remote', '--profile', home, '--remote-debugging-port', '0'],
    {
      env: { ...env, HOME: home, MOZ_HEADLESS: '1' },
      ready: /BiDi listening on (ws:\S+)/,
      readyMs: 60_000,
      scratch: home,
    },
  )
  const listeners = new Set<(entry: LogEntry) => void>()
  const driver = await openWebDriver(`${process.match[1]}/session`, (entry) => {
    for (const listener of listeners) listener(entry)
  })
  return {
    openProfile: () => openProfile(driver, listeners),
    async close() {
      await process.stop()
      await rm(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function firefoxProgram(): Promise<Program> {
  const chosen = process.env['FIREFOX']
  return firstAvailable<Program>('Firefox', 'Set FIREFOX to the path of a Firefox, or install firefox-esr.', [
    ...(chosen ? [{ name: 'FIREFOX', get: async () => ({ path: chosen, env: {} }) }] : []),
    { name: 'PATH', get: async () => ({ path: findOnPath('firefox-esr', 'firefox'), env: {} }) },
    {
      name: 'Debian package',
      async get() {
        const { root, env } = await unpackDebianPackage('firefox-esr')
        return { path: join(root, 'usr/lib/firefox-esr/firefox-esr'), env }
      },
    },
  ])
}

const UNREACHED = /NetworkError|establish a connection|^The connection to \S+ was interrupted/

async function openProfile(driver: WebDriver, listeners: Set<(entry: LogEntry) => void>): Promise<Profile> {
  const { userContext } = await driver.send<{ userContext: string }>('browser.createUserContext')
  const contexts = new Set<string>()
  const faults: string[] = []
  const listener = ({ level, text, source }: LogEntry) => {
    // Firefox also reports each attempt to reach a server that is down, refuses or hangs, which is part of some tests.
    if (level === 'error' && contexts.has(source.context ?? '') && !UNREACHED.test(text)) {
      faults.push(text)
    }
  }
  listeners.add(listener)
  onTestFinished(async () => {
    listeners.delete(listener)
    await driver.send('browser.removeUserContext', { userContext })
    expect(faults).toEqual([])
  })
  return {
    async openTab(url) {
      const { context } = await driver.send<{ context: string }>('browsingContext.create', { type: 'tab', userContext })
      contexts.add(context)
      const tab = tabOf(driver, context)
      await tab.goto(url)
      return tab
    },
  }
}

interface Evaluated {
  readonly type: 'success' | 'exception'
  readonly result: { readonly value?: string }
  readonly exceptionDetails?: { readonly text: string }
}

function tabOf(driver: WebDriver, context: string): Tab {
  const tab: Tab = {
    async goto(url) {
      await driver.send('browsingContext.navigate', { context, url, wait: 'complete' })
    },
    async evaluate<T>(expression: string) {
      const { type, result, exceptionDetails } = await driver.send<Evaluated>('script.evaluate', {
        target: { context },
        awaitPromise: true,
        expression: `(async () => JSON.stringify(await (${expression})))()`,
      })
      if (type === 'exception') throw new Error(exceptionDetails?.text)
      return (result.value === undefined ? undefined : JSON.parse(result.value)) as T
    },
    async becomes(expression, value) {
      await expect
        .poll(() => tab.evaluate(expression), { interval: 50, timeout: 20_000, message: expression })
        .toEqual(value)
    },
    async close() {
      await driver.send('browsingContext.close', { context })
    },
  }
  return tab
}
