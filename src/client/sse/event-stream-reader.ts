/** One Server-Sent Event. */
export interface StreamEvent {
  /** `message` if it does not say. */
  readonly type: string
  readonly data: string
}

/** Reads the events of an answer as they come. Ends with it. @throws when the answer breaks off */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as never).getReader() as ReadableStreamDefaultReader<string>
  let unread = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    unread += value
    const events = unread.split('\n\n')
    unread = events.pop() ?? ''
    for (const event of events) yield parseEvent(event)
  }
}

function parseEvent(text: string): StreamEvent {
  let type = 'message'
  let data = ''
  for (const line of text.split('\n')) {
    if (line.startsWith('data: ')) data += line.slice(6)
    else if (line.startsWith('event: ')) type = line.slice(7)
  }
  return { type, data }
}
