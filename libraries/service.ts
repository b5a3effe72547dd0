import { randomUUID } from 'node:crypto'
import express, { type Express } from 'express'
import session from 'express-session'

const variable = (name: string): string => {
  const value = process.env[name]
  if (value) return value
  throw new Error(`Set ${name}: the services here are started by npm run libraries.`)
}

/** What a service is told by whoever starts it. */
export const told = {
  issuer: variable('ISSUER'),
  clientId: variable('CLIENT_ID'),
  secret: process.env.CLIENT_SECRET ?? '',
  redirectUri: variable('REDIRECT_URI'),
  origin: new URL(variable('REDIRECT_URI')).origin,
  /** Make use of what the library can look at, but does not unless asked to. */
  careful: process.env.CAREFUL === 'yes',
}

export const SCOPE = 'openid profile email'

/** A session on the server, for libraries that leave that to the service. */
export const ownSession = () =>
  session({
    ...{ name: 'service', secret: randomUUID(), resave: false, saveUninitialized: false },
    cookie: { sameSite: 'lax' },
  })

export const serve = (app: Express): void => {
  app.listen(Number(new URL(told.origin).port), '127.0.0.1', (error) => {
    if (error) throw error
  })
}

export { express }
