import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from '../../support/concurrent.ts'

/** A page of another site that loads the elements of a server, with this body; ends with the test. @returns its address */
export function otherSite(server: string, body: string): Promise<string> {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A blog</title>
    <script type="module" src="${server}/assets/client/element.js"></script><main><h1>A blog</h1><h2>Scores</h2>${body}</main></html>`
  return servePage(html, '127.0.0.1')
}

/** @param host a name of this machine; another name is another site */
export async function servePage(html: string, host: '127.0.0.1' | 'localhost'): Promise<string> {
  const site = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html))
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => void site.close(() => resolve())))
  return `http://${host}:${(site.address() as AddressInfo).port}`
}
