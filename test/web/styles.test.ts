import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'

const css = await readFile(new URL('../../src/web/styles/colours.css', import.meta.url), 'utf8')

/** The settings of the block that begins so. */
function block(start: string): string[] {
  const [, rest = ''] = css.split(`${start} {\n`)
  const lines = rest
    .slice(0, rest.indexOf('}'))
    .split('\n')
    .map((line) => line.trim())
  return lines.filter((line) => line.startsWith('--')).sort()
}

it('has the same dark colours whether the device or the address asks for them', () => {
  const dark = block(':root[data-theme="dark"]')
  expect(dark.length).toBeGreaterThan(10)
  expect(block('  :root:not([data-theme="light"])')).toEqual(dark)
})
