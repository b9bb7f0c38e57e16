import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { memoryFolder } from './test/support/run/memory-folder.ts'
import { npmCacheIn } from './test/support/run/npm-cache.ts'
import { seedsTimes } from './test/support/seeded-random.ts'

const needsServers = 'test/**/*.server.test.ts'
/** What many test files would do again: the program as servers run it, the pages that they send, and a folder for what else they share. */
const madeOnce = ['test/support/run/build.ts', 'test/support/run/run-directory.ts']
/** They start the program itself, as processes, and mostly wait for it. */
const startsProcesses = [
  'test/bench/**/*.test.ts',
  'test/system/**/*.test.ts',
  'test/main.test.ts',
  'test/log.test.ts',
  'test/examples/**/*.test.ts',
  'test/packages/**/*.test.ts',
  'test/replay/**/command*.test.ts',
  'test/store/feeds-command.test.ts',
  'test/store/matches-command.test.ts',
  'test/store/sqlite/backup.test.ts',
]

/** Fails the first try of each test, to see that none is in the way of its own second. */
const failsFirst = process.env['FAIL_FIRST'] !== undefined

/** Of files that share a process. */
const leavesAsFound = ['test/support/run/left-as-found.ts']

/** They measure their process, or need it as it is at first: nothing ran in it before them. */
const needsItsOwn = [
  'test/documents/documents.test.ts',
  'test/bench/common/process-usage.test.ts',
  'test/system/client-heap.test.ts',
]

const isPure = ['test/match/**/*.test.ts', 'test/protocol/**/*.test.ts', 'test/sports/**/*.test.ts']

// The processes that tests run in inherit it, and whatever these start. Vitest may read this file more than once.
const inMemory = process.env['TMPDIR'] === undefined ? memoryFolder() : undefined
if (inMemory !== undefined) Object.assign(process.env, { TMPDIR: inMemory, npm_config_cache: npmCacheIn(inMemory) })

// biome-ignore lint/style/noDefaultExport: Vitest reads the default export
export default defineConfig({
  test: {
    environment: 'node',
    // Files of a project run one after another in the same few processes, so that what most of them need is imported once in each.
    pool: 'forks',
    isolate: false,
    // Tests of servers mostly wait for them: three leave a third of two cores idle, five are in each other's way.
    maxWorkers: Math.max(4, availableParallelism() - 1),
    // Bounds of what should not fail, on a machine that may be busy: nothing waits for them otherwise.
    testTimeout: 120_000 * Math.max(1, seedsTimes()),
    hookTimeout: 120_000,
    expect: { poll: { interval: 10, timeout: 20_000 } },
    // Servers and browsers on a foreign machine stumble now and then. What needed a second try is listed: see .ci/run.
    retry: process.env['CI'] || failsFirst ? 1 : 0,
    setupFiles: failsFirst ? ['test/support/run/fail-first-try.ts'] : [],
    // Tests start the server hundreds of times, as processes: each would compile it anew.
    env: { NODE_COMPILE_CACHE: resolve('node_modules/.cache/tests') },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [needsServers, ...startsProcesses, ...isPure, ...needsItsOwn],
          setupFiles: leavesAsFound,
          globalSetup: madeOnce,
        },
      },
      {
        extends: true,
        test: {
          name: 'unit-pure',
          include: isPure,
          setupFiles: leavesAsFound,
          globalSetup: madeOnce,
        },
      },
      {
        extends: true,
        test: { name: 'unit-alone', include: needsItsOwn, isolate: true, globalSetup: madeOnce },
      },
      {
        extends: true,
        test: {
          name: 'processes',
          include: startsProcesses,
          exclude: [needsServers, ...needsItsOwn],
          setupFiles: leavesAsFound,
          globalSetup: madeOnce,
        },
      },
      {
        extends: true,
        // Vitest runs a project's global setup only when one of its files is asked for.
        test: {
          name: 'servers',
          include: [needsServers],
          setupFiles: [...leavesAsFound, 'test/support/run/know-test.ts'],
          globalSetup: [...madeOnce, 'test/support/servers/global-setup.ts'],
        },
      },
    ],
  },
})
