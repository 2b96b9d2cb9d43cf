import { fileURLToPath } from 'node:url';

/** Unit and contract tests only: most others run the bundles, which hold no mistakes of ours. */
export default {
  plugins: [fileURLToPath(new URL('runner.mjs', import.meta.url))],
  testRunner: 'one-process',
  testRunnerNodeArgs: ['--no-warnings=ExperimentalWarning'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 20_000,
  tempDirName: '.mutants',
  ignorePatterns: ['dist', '.ci/.cache', 'coverage', 'tools/oracle', 'docs/images', '.demo'],
  reporters: ['progress-append-only', 'json'],
  jsonReporter: { fileName: '.mutants/report.json' },
  thresholds: { high: 90, low: 80, break: null },
};
