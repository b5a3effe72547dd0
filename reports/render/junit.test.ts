import { XmlDocument, type XmlElement } from 'libxml2-wasm'
import { expect, test } from 'vitest'
import type { RunResult } from '../model.ts'
import { hostileTexts, poisoned, swollen, wrappedIn } from '../testing/hostile-result.ts'
import { interruptedResult, sampleResult } from '../testing/sample-result.ts'
import { renderJunit } from './junit.ts'

/** Throws when it is not well-formed. */
const query = (result: RunResult, path: string): readonly XmlElement[] => {
  const document = XmlDocument.fromString(renderJunit(result))
  return document.find(path) as XmlElement[]
}

const attribute = (element: XmlElement | undefined, name: string): string | undefined =>
  element?.attrs.find((each) => each.name === name)?.value

const names = (result: RunResult): readonly string[] => query(result, '//*').map((element) => element.name)

test('as a file', async () => {
  await expect(renderJunit(sampleResult)).toMatchFileSnapshot('../testing/golden/junit.xml.golden')
})

test('the numbers of a suite are those of its cases', () => {
  for (const suite of query(sampleResult, '/testsuites/testsuite')) {
    const count = (path: string) => String(suite.find(path).length)
    expect(attribute(suite, 'tests')).toBe(count('testcase'))
    expect(attribute(suite, 'failures')).toBe(count('testcase/failure'))
    expect(attribute(suite, 'errors')).toBe(count('testcase/error'))
    expect(attribute(suite, 'skipped')).toBe(count('testcase/skipped'))
  }
})

test('a failure is named by the requirement and tells what to do', () => {
  const [failure] = query(sampleResult, '//failure[@type="PKCE-VERIFIER-WRONG"]')
  expect(attribute(failure, 'message')).toBe('The code was redeemed although the verifier was another one.')
  expect(failure?.content).toContain('expected: 400 with error "invalid_grant"\ngot: 200 with an access token\n')
  expect(failure?.content).toContain('what to do: Turn on PKCE')
})

test('a warning breaks nothing, and is told', () => {
  const [testcase] = query(sampleResult, '//testcase[properties/property[@name="verdict"][@value="warn"]]')
  expect(testcase?.find('failure|error|skipped')).toEqual([])
  expect(testcase?.get('system-out')?.content).toContain('PKCE-DISCOVERY: Discovery offers plain beside S256.')
})

test('an interrupted run is an error, whatever else happened', () => {
  const [root] = query(interruptedResult, '/testsuites')
  expect(attribute(root, 'errors')).toBe('2')
  expect(attribute(root, 'tests')).toBe('13')
  expect(query(interruptedResult, '//testcase[@classname="run"]/error[@type="interrupted"]')).toHaveLength(1)
})

test('a failed scenario without a failed check is a failure all the same', () => {
  const scenarios = sampleResult.scenarios.map((scenario) => ({ ...scenario, checks: [] }))
  expect(query({ ...sampleResult, scenarios }, '//failure')).toHaveLength(2)
})

test.for(Object.entries(hostileTexts))('hostile text stays text: %s', ([, text]) => {
  expect(names(wrappedIn(sampleResult, text))).toEqual(names(sampleResult))
})

test('what is escaped is still there', () => {
  const text = `<&"'>]]>\t`
  const result = poisoned(sampleResult, (value, path) => (path === 'scenarios.checks.actual' ? text : value))
  expect(query(result, '//failure')[0]?.content).toContain(`got: ${text}\n`)
  expect(attribute(query(wrappedIn(sampleResult, text), '//testsuite')[0], 'name')).toBe(`${text}openaire-beta${text}`)
})

test('a megabyte is cut', () => {
  expect(names(swollen(sampleResult))).toEqual(names(sampleResult))
  expect(renderJunit(swollen(sampleResult)).length).toBeLessThan(1_000_000)
})
