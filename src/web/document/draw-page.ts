import type { FrameData, PageData } from '../page-data.ts'
import { firstFrame } from '../view/first-frame.ts'
import { firstPage } from '../view/first-page.ts'
import { frameTags, type HeadTags, listTags, matchTags } from './head-tags.ts'
import { type DocumentParts, htmlDocument } from './html-document.ts'

/** @param path of the page, without the base: `/match/m1` */
export function drawPage(data: PageData, path: string, assets: DocumentParts['assets']): string {
  return htmlDocument({ data, assets, head: headOf(data, data.base + path, assets.picture), main: firstPage(data) })
}

export function drawFrame(data: FrameData, assets: DocumentParts['assets']): string {
  return htmlDocument({ data, assets, head: frameTags(data), main: firstFrame(data) })
}

function headOf(data: PageData, path: string, picture: string | undefined): HeadTags {
  return data.kind === 'list' ? listTags(data, path, picture) : matchTags(data, path, picture)
}
