/** Says how a command is used, and ends, if that is what was asked: a question is no mistake. */
export function answerHelp(usage: string): void {
  if (!process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) return
  console.log(usage)
  process.exit()
}
