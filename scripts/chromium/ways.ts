import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Way } from './provide.ts'

const LIMIT_MS = 10 * 60_000

const quietly = async (file: string, ...args: readonly string[]): Promise<void> => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  try {
    await promisify(execFile)(file, args, { env, timeout: LIMIT_MS, maxBuffer: 64 * 1024 * 1024 })
  } catch (error) {
    const { stderr = '', message } = error as { readonly stderr?: string; readonly message: string }
    throw new Error(/^.*(?:error|E:).*$/im.exec(stderr)?.[0].trim() ?? message)
  }
}

// Ubuntu's package of that name only fetches a snap, which containers cannot run.
const isDebian = (): boolean => {
  const file = '/etc/os-release'
  return existsSync(file) && /^ID=debian$/m.test(readFileSync(file, 'utf8'))
}

const debianPackage: Way = {
  title: "installing Debian's package chromium-headless-shell with apt-get",
  possible: () => process.getuid?.() === 0 && isDebian(),
  take: async () => {
    await quietly('apt-get', 'update', '-qq')
    await quietly('apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium-headless-shell')
  },
}

const playwright = fileURLToPath(new URL('../../node_modules/playwright/cli.js', import.meta.url))

const playwrightsOwn: Way = {
  title: 'downloading the one that Playwright offers',
  possible: () => true,
  take: () => quietly(process.execPath, playwright, 'install', 'chromium'),
}

export const waysHere: readonly Way[] = [debianPackage, playwrightsOwn]
