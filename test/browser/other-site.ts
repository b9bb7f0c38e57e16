import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A page of another site that loads the elements of a server, with this body; ends with the test. @returns its address */
export async function otherSite(server: string, body: string): Promise<string> {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A blog</title>
    <script type="module" src="${server}/assets/client/element.js"></script><main><h1>A blog</h1><h2>Scores</h2>${body}</main></html>`
  const site = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html))
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => void site.close(() => resolve())))
  return `http://127.0.0.1:${(site.address() as AddressInfo).port}`
}
