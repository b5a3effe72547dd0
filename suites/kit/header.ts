import type { HttpAnswer } from './contract.ts'

/** A header of the answer as the report shall show it: `absent` when it is not there. */
export const header = ({ headers }: HttpAnswer, name: string): string => headers.get(name) ?? 'absent'
