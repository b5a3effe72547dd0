// How far the embedded provider agrees with the real software: npm run fidelity -- [22] [26] [mitreid] [--entry ID] [--recorded] [--record] [--json FILE]
// Exit code: 0 when all goals are met and the ledgers say all there is to say, 1 when not, 77 when no software is to be had.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type FidelityLine, fidelityLines } from '#fixtures/schema/fidelity.ts'
import { softwareOf } from '#mocks/fidelity/software.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { type Measured, measure, type Wish } from './fidelity/measure.ts'

const notHere = 77

const isLine = (text: string): text is FidelityLine => fidelityLines.some((line) => line === text)

const { values, positionals } = parseArgs({
  options: {
    entry: { type: 'string', multiple: true, default: [] },
    recorded: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
  allowPositionals: true,
})
const strangers = positionals.filter((text) => !isLine(text))
if (strangers.length > 0) {
  console.error(
    `Nothing is known of ${strangers.join(', ')}: name ${fidelityLines.join(', ')} or none for all of them.`,
  )
  process.exit(2)
}
const lines = positionals.length > 0 ? positionals.filter(isLine) : fidelityLines

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
const wish: Wish = {
  entries: values.entry,
  fromRecording: values.recorded,
  record: values.record,
  signal: stop.signal,
}

const measured: Measured[] = []
for (const line of lines) {
  const { title } = softwareOf(line)
  try {
    if (!wish.fromRecording) console.log(`Asking the real ${title}, which takes a minute or two.`)
    const result = await measure(line, wish)
    console.log(`\n${result.text}`)
    measured.push(result)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    console.log(`${title} is not compared: ${error.message}`)
    console.log('npm run fidelity -- --recorded compares with what it answered when it was last met.')
  }
}
if (values.json !== undefined) {
  const results = measured.map(({ text: _text, ...result }) => result)
  writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`)
}
process.exitCode = measured.length === 0 ? notHere : Number(measured.some(({ passed }) => !passed))
