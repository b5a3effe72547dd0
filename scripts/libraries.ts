// Plays everything that there is for services at real client libraries, and writes docs/client-libraries.md:
// npm run libraries -- [--only ID]… [--scenario ID]… [--lanes 6]. With one of the first two nothing is written, and what
// was found is printed; lanes are how many libraries are played at at the same time.
// Exit code: 0 when all was played, 2 when something could not be, 77 when what is asked for is not installed here.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { libraries } from '#libraries/index.ts'
import { clientLibraries } from './libraries/client-libraries.ts'
import { libraryTarget } from './libraries/configuration.ts'
import { chosen, codeOf, measure, today } from './libraries/measure.ts'
import { pageOf } from './libraries/page.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    scenario: { type: 'string', multiple: true, default: [] },
    lanes: { type: 'string', default: '6' },
  },
})

const subjects = chosen(libraries, values.only).map((software) => ({
  software,
  target: () => libraryTarget(software),
}))
const rows = await measure(subjects, { lanes: Number(values.lanes), scenarios: values.scenario })

const page = pageOf(clientLibraries, rows, today())
if (values.only.length + values.scenario.length > 0) console.log(page)
else writeFileSync(new URL('../docs/client-libraries.md', import.meta.url), page)
process.exitCode = codeOf(rows)
