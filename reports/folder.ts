import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder with all above it, where need be. Throws the system's error. Node's own `recursive` never ends where a file
 * system takes no new names (/proc), or the working folder is gone.
 */
export const makeFolder = (path: string, mode?: number): void => {
  const make = (): void => void mkdirSync(path, mode)
  try {
    make()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && statSync(path).isDirectory()) return
    const above = dirname(path)
    if (code !== 'ENOENT' || above === path) throw error
    makeFolder(above, mode)
    make()
  }
}
