import { aroundEach } from 'vitest'
import { runningTest } from '../concurrent.ts'

/** Whatever a test calls knows of which test it is a part, also where several run at once. */
aroundEach((runTest, context) => runningTest.run(context, runTest))
