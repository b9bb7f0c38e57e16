import type { Row } from './table.ts'

export type Progress = (text: string) => void

export interface Scenario {
  readonly name: string
  readonly title: string
  /** @param plotFolder where it may leave a plot */
  run(onProgress: Progress, plotFolder: string): Promise<Row[]>
}
