import { builtProgram } from './built/built-program.ts'

// The program as a few files, if an earlier start made them, or this one could; its many modules otherwise.
await import((await builtProgram()) ?? './program.ts')
