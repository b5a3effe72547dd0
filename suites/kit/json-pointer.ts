const isContainer = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const decoded = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')

/** What stands at a JSON Pointer (RFC 6901); undefined where nothing does. */
export const at = (document: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map(decoded)
    .reduce<unknown>(
      (value, part) => (isContainer(value) && Object.hasOwn(value, part) ? value[part] : undefined),
      document,
    )
