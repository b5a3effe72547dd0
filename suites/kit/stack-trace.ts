/** As programs in common languages write where they fell over, in a page as in a log. */
const TRACES: readonly RegExp[] = [
  // JavaScript: at run (/app/index.js:12:34)
  /\bat (?:async )?(?:[^\n<]{1,200}? \()?(?:file:\/\/|node:|\/|[A-Z]:\\)[^\s()]{1,300}:\d+:\d+/,
  // Java and its relatives: at org.example.Login.run(Login.java:12)
  /\bat [\w.$/]{1,300}\([\w$]{1,100}\.(?:java|kt|scala|groovy):\d+\)/,
  // Python
  /Traceback\b.{0,80}\bmost recent call last|\bFile (?:"|&quot;)[^"&\n]{1,300}(?:"|&quot;), line \d+/,
  // PHP, whose markup may stand in between
  /\bStack trace:|\.php(?:<\/b>)?(?::\d+| on line (?:<b>)?\d+|\(\d+\))/,
  // Ruby, Go, C#
  /\.rb:\d+:in\b|\bgoroutine \d+ \[|\.cs:line \d+/,
]

/** The beginning of a stack trace in a page; undefined where there is none. */
export const stackTraceIn = (text: string): string | undefined =>
  TRACES.map((trace) => trace.exec(text)?.[0]).find((found) => found !== undefined)
