import passport from 'passport'
import { type Profile, Strategy, type StrategyOptions, type VerifyCallback } from 'passport-openidconnect'
import { express, ownSession, serve, told } from './service.ts'

// The library knows no discovery: its reader copies the endpoints out of the document.
const endpoint = (name: string): string => `${told.issuer}/protocol/openid-connect/${name}`

const options: StrategyOptions = {
  issuer: told.issuer,
  authorizationURL: endpoint('auth'),
  tokenURL: endpoint('token'),
  userInfoURL: endpoint('userinfo'),
  clientID: told.clientId,
  clientSecret: told.secret,
  callbackURL: told.redirectUri,
  ...(told.careful ? { nonce: 'yes', skipUserProfile: false } : {}),
}

const verify = (_issuer: string, { id }: Profile, done: VerifyCallback): void => done(null, { id })

passport.use(new Strategy(options, verify))
passport.serializeUser<Express.User>((user, done) => done(null, user))
passport.deserializeUser<Express.User>((user, done) => done(null, user))

const app = express()
app.use(ownSession())
app.use(passport.authenticate('session'))

app.get('/login', passport.authenticate('openidconnect'))
app.get('/callback', passport.authenticate('openidconnect', { failureRedirect: '/login', failureMessage: true }))
app.get('/callback', (_request, response) => response.redirect('/'))

app.get('/me', ({ user }, response) => {
  response.status(user ? 200 : 401).json({ sub: user && 'id' in user ? user.id : undefined })
})

app.get('/', (_request, response) => {
  response.send('Welcome')
})

serve(app)
