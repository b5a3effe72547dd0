import { rename, rm, writeFile } from 'node:fs/promises'

/** A reader sees the old file or the new one, never half of it; the unfinished one ends in `.tmp`. Rejects with the system's error. */
export const replaceFile = async (file: string, text: string): Promise<void> => {
  const unfinished = `${file}.${process.pid}.tmp`
  try {
    await writeFile(unfinished, text)
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}
