import { free } from '../care/care.ts'
import type { Raised } from './embedded.ts'
import { tried } from './preflight.ts'

/**
 * The issuer beside a service of somebody's own, once that has signed somebody in; both are taken down again when it has
 * not. A service that wants a browser with scripts is met in one only.
 */
export const withServiceInReach = async (raising: Promise<Raised>, source = 'The target'): Promise<Raised> => {
  const raised = await raising
  const { seed, desk } = raised
  if (seed.service?.ours !== false || seed.driver === 'browser') return raised
  try {
    await tried({ seed, source, care: free, ...(desk ? { desk } : {}) }, ({ service }) => service.signedIn())
    return raised
  } catch (error) {
    await raised.close()
    throw error
  }
}
