#!/usr/bin/env node
// The command `aai`. Plain JavaScript, so that a Node which cannot run the rest still says what it lacks.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const file = (path) => fileURLToPath(new URL(path, import.meta.url))

const [major, minor] = process.versions.node.split('.').map(Number)
const runsTypeScript = major > 22 || (major === 22 && minor >= 19)

// An installed package holds compiled files only: Node strips no types below node_modules.
const program = existsSync(file('./aai.ts')) ? './aai.ts' : '../dist/scripts/aai.js'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

const startWith = (node) => {
  const child = spawn(node, [file('./launch.js'), ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    for (const each of signals) process.removeAllListeners(each)
    if (signal) process.kill(process.pid, signal)
    else process.exitCode = code
  })
}

const ownNode = file('../node_modules/node/bin/node')
if (runsTypeScript) {
  // Halves the time to start: types are stripped and code is compiled only once.
  module.enableCompileCache()
  await import(program)
} else if (existsSync(ownNode)) startWith(ownNode)
else {
  console.error(
    `aai needs Node 22.19 or newer, and this is ${process.versions.node} (${process.execPath}): install a newer Node, or run npm ci in a clone, which brings its own.`,
  )
  process.exitCode = 2
}
