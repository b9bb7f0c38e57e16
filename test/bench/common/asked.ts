import { answer } from '../../../bench/common/worker.ts'

answer({
  double: ({ of }: { of: number }) => of * 2,
  fail: async () => {
    throw new TypeError('no such match')
  },
})
