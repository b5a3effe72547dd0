export { sameText } from '../same-text.ts'
