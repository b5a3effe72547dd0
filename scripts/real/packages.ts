import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'

// biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg fills it in
const FORMAT = '${Package} ${Provides} ${db:Status-Abbrev}\n'

/** Of Debian's packages, what is not installed here, under another name neither; all of them where there is no dpkg. */
export const missing = (packages: readonly string[]): readonly string[] => {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', FORMAT], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  const lines = (stdout ?? '').split('\n').filter((line) => /\bii\s*$/.test(line))
  const there = new Set(lines.flatMap((line) => line.split(/[ ,]+/)))
  return [...new Set(packages)].filter((name) => !there.has(name))
}

/** Packages start their services unless this says no. */
const policy = '/usr/sbin/policy-rc.d'
const NOT_ALLOWED = '#!/bin/sh\nexit 101\n'

const apt = (...args: readonly string[]): void => {
  const options = ['-qq', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0']
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { status } = spawnSync('apt-get', [...options, ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new ConfigurationError(`apt-get ${args.join(' ')} did not work: see above.`)
}

/** Has apt-get fetch them, and starts none of them. Throws a ConfigurationError where that cannot be done. */
export const install = (packages: readonly string[]): void => {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new ConfigurationError(`Only root on Debian can have apt-get install ${packages.join(' ')}.`)
  }
  const ours = !existsSync(policy)
  if (ours) writeFileSync(policy, NOT_ALLOWED, { mode: 0o755 })
  try {
    apt('update')
    apt('install', '-y', '--no-install-recommends', ...packages)
  } finally {
    if (ours) rmSync(policy)
  }
}
