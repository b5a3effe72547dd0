// Prints how many RS256 signatures this processor makes in a second: the floor under every login, which needs two.
import { generateKeyPairSync, sign } from 'node:crypto'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const input = Buffer.alloc(600, 'x')

const perSecond = (milliseconds: number): number => {
  const began = performance.now()
  let count = 0
  while (performance.now() - began < milliseconds) {
    sign('sha256', input, privateKey)
    count++
  }
  return count / ((performance.now() - began) / 1000)
}

perSecond(200)
console.log(perSecond(Number(process.argv[2] ?? 1000)))
