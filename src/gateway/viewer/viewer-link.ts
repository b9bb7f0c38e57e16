import type { ViewerLine } from './slow-viewer.ts'

/** One viewer's connection, whatever carries it. */
export interface ViewerLink extends ViewerLine {
  /** False from the first close on. */
  readonly isOpen: boolean
  /** Called before a farewell is written: nothing may follow it. */
  onClosing: () => void
  /** @param comeBackMs in how many ms the viewer was asked to come back, if it was */
  close(code: number, reason: string, comeBackMs?: number): void
  /** Without a farewell. */
  terminate(): void
}
