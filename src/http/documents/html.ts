export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}

export function code(text: string): string {
  return `<code>${escapeHtml(text)}</code>`
}

/** What descriptions have in backticks is code. */
export function prose(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>')
}

/** JSON, or text as it is. A keyboard reaches what is wider than the page. */
export function exampleHtml(example: unknown): string {
  const text = typeof example === 'string' ? example : JSON.stringify(example, null, 2)
  return `<pre tabindex="0" role="group" aria-label="Example"><code>${escapeHtml(text)}</code></pre>`
}
