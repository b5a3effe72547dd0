import type { SignIn } from './contract-service.ts'

/** Parameters of an answer that came by a redirect, and where they stand in its address. */
const partOf = (url: URL): { readonly params: URLSearchParams; readonly put: (params: URLSearchParams) => void } => {
  const inHash = new URLSearchParams(url.hash.slice(1))
  if (!inHash.has('code')) {
    return {
      params: url.searchParams,
      put: (params) => {
        url.search = params.toString()
      },
    }
  }
  return {
    params: inHash,
    put: (params) => {
      url.hash = params.toString()
    },
  }
}

/** The code with which somebody was sent back; undefined where it did not travel in the address. */
export const codeIn = ({ callback }: SignIn): string | undefined =>
  callback === undefined ? undefined : (partOf(new URL(callback)).params.get('code') ?? undefined)

/** The same answer with another code. */
export const withCode = ({ callback = '' }: SignIn, code: string): string => {
  const url = new URL(callback)
  const { params, put } = partOf(url)
  params.set('code', code)
  put(params)
  return url.href
}

/** The same answer at an address below its redirect URI, which nobody named. */
export const elsewhere = ({ callback = '' }: SignIn): string => {
  const url = new URL(callback)
  url.pathname = `${url.pathname.replace(/\/$/, '')}/elsewhere`
  return url.href
}
