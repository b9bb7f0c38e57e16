export function elementById(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (!element) throw new Error(`the page has no #${id}`)
  return element
}

/** What the page was drawn from: the server sends it along. */
export function readPageData<Data>(): Data {
  return JSON.parse(elementById('page-data').textContent ?? '') as Data
}
