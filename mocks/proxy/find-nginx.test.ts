import { expect, test } from 'vitest'
import { findNginx, type NginxPlaces } from './find-nginx.ts'

type FoundWhere = NginxPlaces['environment']

const places = (environment: FoundWhere, ...there: readonly string[]) => ({
  environment,
  isExecutable: (path: string) => there.includes(path),
})

test.for([
  { what: 'on the PATH', environment: { PATH: '/bin:/opt/n' }, there: ['/opt/n/nginx', '/usr/sbin/nginx'] },
  { what: 'that AAI_NGINX names', environment: { AAI_NGINX: '/mine' }, there: ['/usr/sbin/nginx', '/mine'] },
  { what: 'where Debian puts it', environment: { PATH: '/bin' }, there: ['/usr/sbin/nginx'] },
])('the NGINX $what is taken', ({ environment, there }) => {
  const wanted = 'AAI_NGINX' in environment ? environment.AAI_NGINX : there[0]
  expect(findNginx(places(environment, ...there))).toEqual({ executable: wanted })
})

test('where there is none, or none of that name, the sentence says what to do', () => {
  expect(findNginx(places({ PATH: '/bin' }))).toEqual({
    missing: expect.stringMatching(/^Needs NGINX: install it \(apt install nginx\)/),
  })
  expect(findNginx(places({ AAI_NGINX: '/mine' }, '/usr/sbin/nginx'))).toEqual({
    missing: 'AAI_NGINX names /mine, which is no program: correct or unset it.',
  })
})
