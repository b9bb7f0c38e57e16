// Prints "N passed, N failed" from Vitest's JSON report. A file that could not be loaded counts as one failure.
import { readFileSync } from 'node:fs'

interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

function readReport(path: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Report
  } catch {
    return undefined // the run ended before it could write one
  }
}

const report = readReport(process.argv[2] ?? '')
const notLoaded = report?.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
const passed = report?.numPassedTests ?? 0
const failed = (report?.numFailedTests ?? 0) + (notLoaded?.length ?? 0)
const notRun = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0)

if (notRun > 0) console.log(`${notRun} not run`)
console.log(`${passed} passed, ${failed} failed`)
if (passed === 0 || failed > 0) process.exitCode = 1
