import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Software } from '#libraries/software.ts'

const root = new URL('../../node_modules/', import.meta.url)

const installed = (name: string): string | undefined => {
  try {
    const manifest: { readonly version: string } = JSON.parse(
      readFileSync(new URL(`${name}/package.json`, root), 'utf8'),
    )
    return manifest.version
  } catch {
    return undefined
  }
}

const ofDebian = (name: string): string | undefined => {
  const { status, stdout } = spawnSync('dpkg-query', ['--show', name], { encoding: 'utf8' })
  return status === 0 ? stdout.trim().split('\t')[1] : undefined
}

/** As it is installed here; undefined where it is not. */
export const versionOf = ({ software, from }: Software): string | undefined =>
  from === 'npm' ? installed(software) : ofDebian(software)
