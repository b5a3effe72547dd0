import { randomUUID } from 'node:crypto'
import eoc from 'express-openid-connect'
import { express, SCOPE, serve, told } from './service.ts'

const app = express()
app.use(
  eoc.auth({
    ...{ issuerBaseURL: told.issuer, baseURL: told.origin, clientID: told.clientId, secret: randomUUID() },
    ...{ idpLogout: true, authRequired: false },
    // An AAI gives codes, and its clients have secrets: the example for APIs has it like this.
    ...{ clientSecret: told.secret, authorizationParams: { response_type: 'code', scope: SCOPE } },
  }),
)

app.get('/me', ({ oidc }, response) => {
  response.status(oidc.isAuthenticated() ? 200 : 401).json({ sub: oidc.user?.sub })
})

app.get('/', (_request, response) => {
  response.send('Welcome')
})

serve(app)
