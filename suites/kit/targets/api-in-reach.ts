import { free } from '../care/care.ts'
import type { Raised } from './embedded.ts'
import { checkApi } from './preflight.ts'

/** The issuer beside an API of somebody else's; it is taken down again when that cannot be reached. */
export const withApiInReach = async (raising: Promise<Raised>, source = 'The target'): Promise<Raised> => {
  const raised = await raising
  try {
    await checkApi(raised.seed, source, free)
    return raised
  } catch (error) {
    await raised.close()
    throw error
  }
}
