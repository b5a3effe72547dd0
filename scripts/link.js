// npm links the commands of every package but the one it installs into; this makes `npx aai` work in a clone.
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../node_modules/.bin/', import.meta.url))
if (existsSync(fileURLToPath(new URL('./aai.ts', import.meta.url))) && process.platform !== 'win32') {
  mkdirSync(bin, { recursive: true })
  rmSync(`${bin}aai`, { force: true })
  symlinkSync('../../scripts/launch.js', `${bin}aai`)
}
