import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** All that depend on colours. */
export const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Tells the page that the device is dark now, and waits until it is. Nothing but colours is another then. */
export async function turnDark(page: Page): Promise<void> {
  const ink = () => page.evaluate(() => getComputedStyle(document.body).color)
  const lit = await ink()
  await page.emulateMedia({ colorScheme: 'dark' })
  // A colour that is on its way to another would be measured as it is.
  await page.evaluate(async () => {
    const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition)
    await Promise.all(transitions.map(({ finished }) => finished))
  })
  expect(await ink()).not.toBe(lit)
}

/** What breaks a rule of axe, those of best practice too, and where. @param only the rules that are asked */
export async function faults(page: Page, only?: readonly string[]): Promise<string[]> {
  await equip(page)
  const { found, passed } = await page.evaluate(
    async (rules) => {
      const { violations, passes } = await (globalThis as unknown as { axe: Axe }).axe.run({
        // Of what is right it describes one place, not each: half of its work on a long page.
        resultTypes: ['violations'],
        ...(rules ? { runOnly: rules } : {}),
      })
      const found = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
      )
      return { found, passed: passes.length }
    },
    only as string[] | undefined,
  )
  expect(passed).toBeGreaterThan(only ? 0 : 5)
  return found
}

const equipped = new WeakSet<Page>()

/** Gives axe to the page and to what it shows later: the browser compiles for a new document what it has from the first. */
async function equip(page: Page): Promise<void> {
  if (await page.evaluate(() => 'axe' in globalThis)) return
  await page.evaluate(await axe)
  if (!equipped.has(page)) await page.addInitScript(await axe)
  equipped.add(page)
}

interface Axe {
  run(options: RunOptions): Promise<AxeResults>
}
