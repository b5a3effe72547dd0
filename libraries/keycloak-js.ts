import { servePage } from './single-page.ts'

servePage('keycloak-js.js', ['keycloak-js'])
