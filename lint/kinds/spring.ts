import type { Kind } from '../kind.ts'
import { readProperties } from '../readers/lines.ts'
import { readYaml } from '../readers/structured.ts'

const CLIENT = String.raw`^spring\.security\.oauth2\.client\.`
const RESOURCE = String.raw`^spring\.security\.oauth2\.resourceserver\.`

const names: Kind['names'] = {
  issuer: new RegExp(`(${CLIENT}provider\\..+|${RESOURCE}jwt)\\.issuer-uri$`),
  'client-id': new RegExp(`(${CLIENT}registration\\..+|${RESOURCE}opaque-?token)\\.client-?id$`, 'i'),
  secret: new RegExp(`(${CLIENT}registration\\..+|${RESOURCE}opaque-?token)\\.client-?secret$`, 'i'),
  'redirect-uri': new RegExp(`${CLIENT}registration\\..+\\.redirect-uri$`),
  scopes: new RegExp(`${CLIENT}registration\\..+\\.scopes?$`),
  introspection: new RegExp(`${RESOURCE}opaque-?token\\.introspection-uri$`, 'i'),
}

export const springYaml: Kind = {
  id: 'spring-yaml',
  title: 'application.yml of Spring Boot',
  fits: (name, text) => /\.ya?ml$/i.test(name) && /^\s*oauth2\s*:/m.test(text) && /^\s*security\s*:/m.test(text),
  read: readYaml,
  names,
}

export const springProperties: Kind = {
  id: 'spring-properties',
  title: 'application.properties of Spring Boot',
  fits: (_name, text) => /^\s*spring\.security\.oauth2\./m.test(text),
  read: readProperties,
  names,
}
