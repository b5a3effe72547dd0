// Plays everything that there is for services at real client libraries, and writes docs/client-libraries.md:
// npm run libraries -- [--only ID]… [--scenario ID]… [--lanes 6]. With one of the first two nothing is written, and what
// was found is printed; lanes are how many libraries are played at at the same time.
// Exit code: 0 when all was played, 2 when something could not be, 77 when what is asked for is not installed here.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Library, libraries } from '#libraries/index.ts'
import { systemClock } from '#mocks/wire/clock.ts'
import { inLanes } from './libraries/lanes.ts'
import { pageOf } from './libraries/page.ts'
import { playRow } from './libraries/play.ts'
import type { Row } from './libraries/row.ts'

const notHere = 77

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    scenario: { type: 'string', multiple: true, default: [] },
    lanes: { type: 'string', default: '6' },
  },
})
const stranger = values.only.find((id) => !libraries.some((library) => library.id === id))
if (stranger !== undefined) {
  console.error(`There is no library "${stranger}": there are ${libraries.map(({ id }) => id).join(', ')}.`)
  process.exit(2)
}
const wanted = libraries.filter(({ id }) => values.only.length === 0 || values.only.includes(id))

const playTold = async (library: Library): Promise<Row> => {
  const began = systemClock()
  const row = await playRow(library, { clock: systemClock, scenarios: values.scenario })
  const seconds = Math.round((systemClock() - began) / 1000)
  console.error(`${library.id}: ${row.failure ?? `${row.results.length} scenarios, ${seconds} s`}`)
  return row
}

// Each service that runs listens for the end of the process.
process.setMaxListeners(100)
// Most of the time something is waited for: what libraries keep has to get old.
const rows = await inLanes(Number(values.lanes), wanted, playTold)

const page = pageOf(rows, new Date(systemClock()).toISOString().slice(0, 10))
if (values.only.length + values.scenario.length > 0) console.log(page)
else writeFileSync(new URL('../docs/client-libraries.md', import.meta.url), page)

const isMissing = ({ version }: Row): boolean => version === undefined
process.exitCode = rows.every(isMissing)
  ? notHere
  : rows.some((row) => row.failure !== undefined && !isMissing(row))
    ? 2
    : 0
