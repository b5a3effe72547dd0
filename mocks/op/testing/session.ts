import { expect } from 'vitest'
import type { RunningProvider } from '../api.ts'
import { isSignedIn, type Tokens, userinfoStatus } from './relying-party.ts'
import type { Visitor } from './visitor.ts'

export type Login = Tokens & { readonly browser: Visitor }

export const expectLoggedOut = async (provider: RunningProvider, { access, browser }: Login): Promise<void> => {
  expect(await userinfoStatus(provider, access)).toBe(401)
  expect(await isSignedIn(provider, browser)).toBe(false)
}

export const expectLoggedIn = async (provider: RunningProvider, { access, browser }: Login): Promise<void> => {
  expect(await userinfoStatus(provider, access)).toBe(200)
  expect(await isSignedIn(provider, browser)).toBe(true)
}
