import type { Request, Response } from 'express'
import { express, ownSession, serve, told } from './service.ts'

/** What is kept of a login until the browser comes back. */
export interface Journey {
  readonly verifier: string
  readonly state?: string
  readonly nonce?: string
}

export interface SignedIn {
  readonly sub: string
  readonly idToken: string
}

/** Of a library that leaves routes and sessions to the service. */
export interface CodeFlow {
  readonly begin: () => Promise<{ readonly to: URL; readonly journey: Journey }>
  /** Rejects when it does not believe what came. */
  readonly end: (callback: URL, journey: Journey) => Promise<SignedIn>
  /** Where a logout goes on; absent where the library knows none. */
  readonly leave?: (idToken: string, back: string) => Promise<URL>
}

declare module 'express-session' {
  interface SessionData {
    journey: Journey
    user: SignedIn
  }
}

/** A service around it: what refuses is the library; the routes, the session and the 403 are the service’s. */
export const serveCodeFlow = ({ begin, end, leave }: CodeFlow): void => {
  const app = express()
  app.use(ownSession())

  app.get('/login', async ({ session }, response) => {
    try {
      const { to, journey } = await begin()
      session.journey = journey
      response.redirect(to.href)
    } catch (error) {
      console.error(error)
      response.status(403).send('Nobody can sign in now.')
    }
  })

  app.get('/callback', async (request: Request, response: Response) => {
    const { session } = request
    if (!session.journey) return void response.sendStatus(403)
    try {
      const user = await end(new URL(request.originalUrl, told.origin), session.journey)
      session.regenerate(() => {
        request.session.user = user
        response.redirect('/')
      })
    } catch (error) {
      console.error(error)
      response.status(403).send('You are not signed in.')
    }
  })

  app.get('/me', ({ session: { user } }, response) => {
    response.status(user ? 200 : 401).json({ sub: user?.sub })
  })

  app.get('/logout', async ({ session }, response) => {
    const to = await leave?.(session.user?.idToken ?? '', `${told.origin}/`)
    session.destroy(() => response.redirect(to?.href ?? '/'))
  })

  app.get('/', (_request, response) => {
    response.send('Welcome')
  })

  serve(app)
}
