import type { Reporter, SerializedError, TestModule } from 'vitest/node'

/** Ends a run with the plain line «N passed, N failed». A file that could not be read counts as failed, and so does a stray fault. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], faults: readonly SerializedError[]): void {
    let passed = 0
    let failed = faults.length
    for (const module of modules) {
      const before = failed
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') passed++
        else if (state === 'failed') failed++
      }
      if (failed === before && module.state() === 'failed') failed++
    }
    // After the summary of the default reporter.
    process.once('exit', () => process.stdout.write(`\n${passed} passed, ${failed} failed\n`))
  }
}
