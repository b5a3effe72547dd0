import type { Profile } from './contract.ts'
import type { Lengths } from './contract-service-sizes.ts'

/** Behind a proxy it is the longest that break; where they do not, nobody has to know from where on. */
export const proxySizes: Lengths = { all: [600, 1200, 1400, 3000, 4000, 6000, 12_000], enough: [1400, 12_000] }

/** What was there before the move has no groups in its tokens, and takes no long ones itself. */
export const ofGrowingIssuer = ({ environment, title }: Profile): string | undefined =>
  environment === 'legacy' ? `Tokens do not grow at ${title}.` : undefined
