import type { Scenario } from '../common/scenario.ts'
import { measureScaling } from './scaling.ts'

export const scaling: Scenario = {
  name: 'scaling',
  title: 'how cost grows with viewers, matches and updates; three plots',
  run: (onProgress, plotFolder) => measureScaling(onProgress, plotFolder),
}
