import type { StoryItem, StoryPart } from '../../../sports/contract/presentation.ts'
import type { TimelineEntry } from './timeline.ts'

/** A line of the story. An event that has several lines has them under one entry. */
export interface StoryLine {
  readonly key: string
  readonly entry: TimelineEntry
  readonly item: StoryItem
}

/** Lines of one part, and the parts within it, in the order of the lines. */
export interface FoldedPart {
  readonly key: string
  readonly part: StoryPart
  readonly nodes: readonly StoryNode[]
}

export type StoryNode = StoryLine | FoldedPart

export function isPart(node: StoryNode): node is FoldedPart {
  return 'nodes' in node
}

/** Gives every line a key that it keeps: the entry's id, and which line of it it is. */
export function keyed(told: readonly { readonly entry: TimelineEntry; readonly item: StoryItem }[]): StoryLine[] {
  const counts = new Map<string, number>()
  return told.map(({ entry, item }) => {
    const n = (counts.get(entry.id) ?? 0) + 1
    counts.set(entry.id, n)
    return { key: n === 1 ? entry.id : `${entry.id} ${n}`, entry, item }
  })
}

/**
 * Lines that stand next to each other in a part become one node, and so on within it.
 *
 * @param lines newest first: what a part has come to is what its newest line says
 */
export function foldParts(lines: readonly StoryLine[], depth = 0): StoryNode[] {
  const nodes: StoryNode[] = []
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as StoryLine
    const part = line.item.parts?.[depth]
    if (part === undefined) {
      nodes.push(line)
      at += 1
      continue
    }
    const after = lines.findIndex(({ item }, index) => index > at && item.parts?.[depth]?.title !== part.title)
    const own = lines.slice(at, after === -1 ? undefined : after)
    // By its oldest line, which stays the same when newer ones come.
    nodes.push({ key: `${part.title} ${own.at(-1)?.key}`, part, nodes: foldParts(own, depth + 1) })
    at += own.length
  }
  return nodes
}
