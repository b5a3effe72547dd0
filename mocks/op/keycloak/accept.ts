import type { Call } from '#mocks/wire/message.ts'

/** Media types that a request accepts, without their weights; every type when it says nothing. */
const accepted = (call: Call): readonly string[] => {
  const header = (call.headers.accept ?? '').trim()
  return header === '' ? ['*/*'] : header.split(',').map((part) => part.split(';', 1)[0]?.trim().toLowerCase() ?? '')
}

/** Browsers name it; programs that take anything get JSON. */
export const wantsHtml = (call: Call): boolean =>
  accepted(call).some((type) => type === 'text/html' || type === 'text/*')

export const accepts = (call: Call, types: readonly string[]): boolean =>
  accepted(call).some((asked) => {
    if (asked === '*/*' || asked === '*') return true
    return types.some((type) => asked === type || asked === `${type.split('/', 1)[0]}/*`)
  })
