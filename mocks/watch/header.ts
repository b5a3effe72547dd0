import type { Reply } from '#mocks/wire/message.ts'

export const headerOf = ({ headers }: Reply, wanted: string): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1]
