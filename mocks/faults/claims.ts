import type { Fault } from '#fixtures/schema/fault.ts'

/** Every requirement that a fault breaks. */
export const claimsOf = ({ breaks, also = [] }: Fault): readonly string[] => [breaks, ...also]
