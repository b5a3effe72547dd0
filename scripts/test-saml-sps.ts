// Plays everything that there is for services at real service providers of SAML, and holds what was found against
// docs/saml-service-providers.md: npm run test:saml-sps -- [--only ID]… [--scenario ID]… [--lanes 3] [--install] [--write].
// --install has apt-get fetch what is missing, and starts none of it; --write writes the page anew.
// Exit code: 0 when all is as it is written, 1 when it is not, 2 when something could not be played, 77 when something of
// what is asked for is not installed here.
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { serviceProviders } from '#libraries/saml/index.ts'
import { chosen, codeOf, measure, today } from './libraries/measure.ts'
import { isWritten, news } from './libraries/news.ts'
import { nameOf, pageOf } from './libraries/page.ts'
import { samlServiceProviders, serviceProviderTarget } from './libraries/saml-service-providers.ts'
import { install, missing } from './real/packages.ts'
import { notHere } from './real/play.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    scenario: { type: 'string', multiple: true, default: [] },
    lanes: { type: 'string', default: '3' },
    install: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
})
const wanted = chosen(serviceProviders, values.only)
const absent = missing(wanted.flatMap(({ packages }) => packages))
if (absent.length > 0 && values.install) install(absent)
else if (absent.length > 0) {
  console.error(`Not installed here: ${absent.join(' ')}. --install asks apt-get for them, --only plays at the others.`)
  process.exit(notHere)
}

const subjects = wanted.map((software) => ({ software, target: () => serviceProviderTarget(software) }))
const rows = await measure(subjects, { lanes: Number(values.lanes), scenarios: values.scenario })

const path = new URL('../docs/saml-service-providers.md', import.meta.url)
const page = pageOf(samlServiceProviders, rows, today())
if (values.scenario.length > 0) console.log(page)
if (values.write) writeFileSync(path, page)

const written = readFileSync(path, 'utf8')
const played = rows.filter(({ failure }) => failure === undefined)
for (const row of played.filter((each) => !isWritten(written, each))) {
  console.log(`${nameOf(row)} has no section in docs/saml-service-providers.md: --write gives it one.`)
}
const differing = news(written, played)
for (const sentence of differing) console.log(sentence)
process.exitCode = codeOf(rows) || (differing.length > 0 ? 1 : 0)
