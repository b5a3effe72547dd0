import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeFolder } from './folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'aai-folder-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a folder is made with those above it, and may be there already', () => {
  const path = join(folder, 'a', 'b', 'c')
  makeFolder(path)
  makeFolder(path)
  expect(existsSync(path)).toBe(true)
})

test('where there is a file, or nothing can be made, it ends and says so', () => {
  writeFileSync(join(folder, 'file'), '')
  expect(() => makeFolder(join(folder, 'file'))).toThrow('EEXIST')
  expect(() => makeFolder(join(folder, 'file', 'below'))).toThrow('ENOTDIR')
})

// Only Linux has such a place.
test.skipIf(!existsSync('/proc/self'))('where a file system takes no new names it ends as well', () => {
  expect(() => makeFolder('/proc/nowhere/below')).toThrow('ENOENT')
})
