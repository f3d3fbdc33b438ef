import { expect, it } from 'vitest'
import { growthOf, NEARLY_SQUARE } from './growth.testing'

const list = (size: number) => Array.from({ length: size }, (_, at) => at)

it('tells work that grows with the size from work that grows with its square', async () => {
  const once = await growthOf(400_000, list, (all) => all.reduce((sum, one) => sum + Math.sqrt(one), 0))
  expect(once).toBeGreaterThan(3)
  expect(once).toBeLessThan(NEARLY_SQUARE)
  const pairs = (all: readonly number[]) =>
    all.reduce((sum, one) => sum + all.filter((other) => other === one).length, 0)
  expect(await growthOf(4_000, list, pairs)).toBeGreaterThan(NEARLY_SQUARE)
})

it('sees that what is refused by its size costs no more', async () => {
  const limited = (all: readonly number[]) => list(1_000_000).slice(0, Math.min(all.length, 10))
  expect(await growthOf(8_000, list, limited)).toBeLessThan(3)
})

it('throws what the work throws', async () => {
  const broken = () => {
    throw new Error('broken')
  }
  await expect(growthOf(8, list, broken)).rejects.toThrow('broken')
})
