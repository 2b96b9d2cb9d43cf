import { fileURLToPath } from 'node:url';

const plugin = (name) => fileURLToPath(import.meta.resolve(name));

/** Unit and contract tests only: the others run the bundles, which hold no mistakes of ours. */
export default {
  plugins: [plugin('@stryker-mutator/jest-runner')],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning'],
  jest: { projectType: 'custom', configFile: 'tools/mutate/jest.config.js', enableFindRelatedTests: true },
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 2,
  tempDirName: '.mutants',
  ignorePatterns: ['dist', '.ci/.cache', 'coverage', 'tools/oracle', 'docs', '.demo'],
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: '.mutants/report.json' },
  thresholds: { high: 90, low: 80, break: null },
};
