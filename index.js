// The library. In a clone it is the sources; an installed package holds what they were compiled to.
import { existsSync } from 'node:fs'

const inClone = existsSync(new URL('./library.ts', import.meta.url))

export const { connectControl, defineConfig, env, IdpKeys, readResult, startGatekeeper, startProvider } = await import(
  inClone ? './library.ts' : './dist/library.js'
)
