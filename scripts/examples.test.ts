import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

// The example is a test of its own, for another runner: here it is run as its reader would.
test('the example of docs/library.md runs as it stands', async () => {
  const example = fileURLToPath(new URL('../docs/examples/service.test.ts', import.meta.url))
  const { NODE_OPTIONS: _, ...env } = process.env
  const { stdout } = await promisify(execFile)(process.execPath, ['--test', '--test-reporter=tap', example], { env })
  expect(stdout).toMatch(/^# pass [1-9]/m)
  expect(stdout).toMatch(/^# fail 0$/m)
}, 60_000)
