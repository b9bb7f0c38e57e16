import { expect, it, onTestFinished } from 'vitest'
import { launchBrowser } from '../support/chromium.ts'

it('opens a page and runs its script', async () => {
  const browser = await launchBrowser()
  onTestFinished(() => browser.close())
  const page = await browser.newPage()

  await page.goto('data:text/html,<h1></h1><script>document.querySelector("h1").textContent = 2 + "-" + 1</script>')

  expect(await page.textContent('h1')).toBe('2-1')
})
