/**
 * Mutants of the rules, judged by the tests of the rules. By pieces, for all of `domain/` takes hours:
 * `MUTATION_TESTS='tests/rules/time-*.test.ts' npm run stryker -- --mutate 'domain/time/*.ts'`
 */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'tests/mutation/vitest.config.ts' },
  mutate: ['domain/**/*.ts'],
  coverageAnalysis: 'perTest',
  // Schemas are built once when a module loads: a mutant in one would need every test, each in a new process.
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 10_000,
  tsconfigFile: 'none', // Stryker would rewrite it by the compiler's classic API, which TypeScript 7 has not
  ignorePatterns: ['/bench', '/cdk.out', '/console', '/dist', '/docs', '/.local', '/infra'],
  tempDirName: 'dist/stryker',
  reporters: ['clear-text', 'json'],
  clearTextReporter: { logTests: false, allowColor: false, reportTests: false },
  jsonReporter: { fileName: 'dist/mutation.json' },
};
