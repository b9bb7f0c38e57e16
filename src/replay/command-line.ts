/** The command that was run, ready to paste. */
export function commandLine(script: string): string {
  const args = process.argv
    .slice(2)
    .map((arg) => (/^[\w./:=@~-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`))
  return `npm run ${script} -- ${args.join(' ')}`
}
