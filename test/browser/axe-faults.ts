import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** All that depend on colours. */
export const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** In the light, and in the dark, where nothing but colours is another. */
export async function faultsInBothLights(page: Page): Promise<string[]> {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const lit = await ground()
  const inLight = await faults(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  // A colour that is on its way to another would be measured as it is.
  await page.evaluate(async () => {
    const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition)
    await Promise.all(transitions.map(({ finished }) => finished))
  })
  expect(await ground()).not.toBe(lit)
  const inDark = await faults(page, COLOUR_RULES)
  await page.emulateMedia({ colorScheme: 'light' })
  return [...inLight, ...inDark]
}

/** What breaks a rule of axe, those of best practice too, and where. @param only the rules that are asked */
export async function faults(page: Page, only?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await axe)
  const { violations, passes } = await page.evaluate(
    // Of what is right it describes one place, not each: half of its work on a long page.
    (rules) =>
      (globalThis as unknown as { axe: Axe }).axe.run({
        resultTypes: ['violations'],
        ...(rules ? { runOnly: rules } : {}),
      }),
    only as string[] | undefined,
  )
  expect(passes.length).toBeGreaterThan(only ? 0 : 5)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}

interface Axe {
  run(options: RunOptions): Promise<AxeResults>
}
