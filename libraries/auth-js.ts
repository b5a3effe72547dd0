import { randomUUID } from 'node:crypto'
import { ExpressAuth } from '@auth/express'
import { express, serve, told } from './service.ts'

const app = express()
app.use(
  '/auth',
  ExpressAuth({
    secret: randomUUID(),
    trustHost: true,
    providers: [
      {
        ...{ id: 'aai', name: 'AAI', type: 'oidc' },
        ...{ issuer: told.issuer, clientId: told.clientId, clientSecret: told.secret },
        ...(told.careful ? { checks: ['pkce', 'state', 'nonce'], idToken: false } : {}),
      },
    ],
    callbacks: {
      // The session names nobody's `sub` of its own accord.
      jwt: ({ token, account }) => (account ? { ...token, sub: account.providerAccountId } : token),
      session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub ?? '' } }),
    },
  }),
)

app.get('/', (_request, response) => {
  response.send('Welcome')
})

serve(app)
