import { servePage } from './single-page.ts'

servePage('oidc-client-ts.js', ['oidc-client-ts', 'jwt-decode'])
