/**
 * Makes the children of `parent` equal to `wanted` with few changes: nodes that stay keep focus, selection and running
 * animations. An element takes over the old one with the same `data-key`; those without a key are matched by tag, in order.
 */
export function morph(parent: Element, wanted: readonly Node[]): void {
  const keyed = new Map<string, Element>()
  for (const child of parent.children) {
    const key = keyOf(child)
    if (key !== undefined) keyed.set(key, child)
  }
  let next = parent.firstChild
  for (const node of wanted) {
    const same = findSame(node, next, keyed)
    if (!same) {
      parent.insertBefore(node, next)
      continue
    }
    if (same === next) next = next.nextSibling
    else parent.insertBefore(same, next)
    update(same, node)
  }
  while (next) {
    const surplus = next
    next = next.nextSibling
    surplus.remove()
  }
}

function findSame(node: Node, next: ChildNode | null, keyed: Map<string, Element>): ChildNode | undefined {
  const key = keyOf(node)
  if (key !== undefined) {
    const same = keyed.get(key)
    keyed.delete(key)
    return same?.nodeName === node.nodeName ? same : undefined
  }
  return next && next.nodeName === node.nodeName && keyOf(next) === undefined ? next : undefined
}

function update(old: Node, fresh: Node): void {
  if (!(old instanceof Element && fresh instanceof Element)) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue
    return
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) setAttribute(old, fresh, name, value)
  }
  for (const { name } of [...old.attributes]) {
    // A `details` that the reader has opened stays open.
    if (!fresh.hasAttribute(name) && name !== 'open') old.removeAttribute(name)
  }
  morph(old, [...fresh.childNodes])
}

function setAttribute(old: Element, fresh: Element, name: string, value: string): void {
  // The page's content security policy refuses the attribute.
  if (name === 'style' && old instanceof HTMLElement && fresh instanceof HTMLElement)
    old.style.cssText = fresh.style.cssText
  else old.setAttribute(name, value)
}

function keyOf(node: Node): string | undefined {
  return node instanceof Element ? (node.getAttribute('data-key') ?? undefined) : undefined
}
