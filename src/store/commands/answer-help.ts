/** If help was asked for, prints the usage and ends with 0: a question is no mistake. */
export function answerHelp(usage: string): void {
  if (!process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) return
  console.log(usage)
  process.exit()
}
