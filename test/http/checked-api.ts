import { createOpenApiCheck, type OpenApiCheck } from './documents/openapi-check.ts'
import { runDocument } from './documents/run-document.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body, if it is JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape, and say with expect what they find
  readonly body: any
}

/** Speaks to one server as a feed or a reader does. */
export interface CheckedApi {
  send(method: string, path: string, options?: SendOptions): Promise<Answer>
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  put(path: string, body: unknown): Promise<Answer>
  post(path: string, body?: unknown): Promise<Answer>
  delete(path: string): Promise<Answer>
  /** Creates a match of a fresh id and returns the id. */
  createMatch(fixture?: object): Promise<string>
}

export interface SendOptions {
  /** Made JSON, unless it is text already. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** The request is more than the server describes, but not more than it takes: it is not held against the document. */
  readonly isUndescribed?: boolean
}

let count = 0

/** Made once: what it has compiled serves every client of the process. */
let check: OpenApiCheck | undefined

/**
 * A client that holds each exchange against `/openapi.json`, and each error against the rules of all errors: a test that
 * uses it fails where the server and its description part.
 */
export async function openCheckedApi(url: string, { key }: { key?: string } = {}): Promise<CheckedApi> {
  const document = await runDocument(url)
  check ??= createOpenApiCheck(document)
  const { faults: faultsOf } = check

  const send = async (method: string, path: string, options: SendOptions = {}): Promise<Answer> => {
    const { body } = options
    const headers: Record<string, string> = {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...options.headers,
    }
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    const response = await fetch(url + path, { method, headers, ...(text !== undefined && { body: text }) })
    const answer = await readAnswer(response)
    const responseType = (response.headers.get('content-type') ?? '').split(';')[0] ?? ''
    const faults = faultsOf({
      method,
      path,
      requestType: body === undefined || options.isUndescribed ? undefined : headers['content-type'],
      requestBody: headers['content-type'] === 'application/json' ? asJson(text) : text,
      status: answer.status,
      responseType,
      responseBody: answer.body ?? answer.text,
    })
    if (faults !== undefined && faults.length > 0) {
      throw new Error(`${method} ${path} → ${answer.status} ${answer.text.slice(0, 500)}: ${faults.join('; ')}`)
    }
    if (answer.status >= 400 && method !== 'HEAD') checkProblem(answer, responseType)
    return answer
  }

  return {
    send,
    get: (path, headers = {}) => send('GET', path, { headers }),
    put: (path, body) => send('PUT', path, { body }),
    post: (path, body) => send('POST', path, { body }),
    delete: (path) => send('DELETE', path),
    async createMatch(fixture = {}) {
      count += 1
      const match = `m${process.pid}-${count}`
      const whole = { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' }, ...fixture }
      const answer = await send('PUT', `/v1/matches/${match}`, { body: whole })
      if (answer.status !== 201) throw new Error(`the match was not created: ${answer.text}`)
      return match
    },
  }
}

async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text()
  const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, text, body: isJson ? asJson(text) : undefined }
}

/** `[H5]` Every refusal explains itself in the same shape and tells nothing of the inside. */
function checkProblem({ status, body, text, headers }: Answer, responseType: string): void {
  const fail = (why: string) => {
    throw new Error(`${why}: ${status} ${text.slice(0, 500)}`)
  }
  if (responseType !== 'application/problem+json') fail(`an error is ${responseType}`)
  if (body.status !== status) fail('the problem has another status')
  if (!/^[a-z]+(-[a-z]+)*$/.test(body.code)) fail('the code is not kebab-case')
  if (/\n\s+at |node_modules|\.ts:\d/.test(text)) fail('the answer has a stack in it')
  if (status === 500) fail('the server failed')
  if ((status === 503 || status === 429) && !/^\d+$/.test(headers.get('retry-after') ?? '')) fail('no Retry-After')
}

// biome-ignore lint/suspicious/noExplicitAny: see Answer
function asJson(text: string | undefined): any {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
