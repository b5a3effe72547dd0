import type { Variant } from './variants.ts'

/** Documents in which nothing is wrong. */
export const documentVariants: Readonly<Record<string, Variant>> = {
  registration: {
    title: 'a registration in which nothing is missing',
    document: { is: 'registration', file: 'registration.yaml' },
  },
}
