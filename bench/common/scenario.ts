import type { Row } from './table.ts'

export type Progress = (text: string) => void

export interface Scenario {
  readonly name: string
  readonly title: string
  /** @param plotFolder where the scenario may write plots */
  run(onProgress: Progress, plotFolder: string): Promise<Row[]>
}
