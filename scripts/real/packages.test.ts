import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { missing } from './packages.ts'

it.skipIf(!existsSync('/usr/bin/dpkg-query'))('knows what is installed, by the names that it goes by, too', () => {
  // Some awk is on every Debian, under another name.
  expect(missing(['dpkg', 'awk', 'no-package-of-this-name', 'no-package-of-this-name'])).toEqual([
    'no-package-of-this-name',
  ])
})
