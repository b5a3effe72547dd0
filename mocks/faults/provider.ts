import type { Fault } from '#fixtures/schema/fault.ts'

export const providerFaults: readonly Fault[] = []
