// Puts small mistakes into src/ one by one and runs the tests that should find them:
// `npm run mutate -- src/plan src/kestra/retry.ts`. `--last` judges the last run by what is accepted now.
// The tester lives in a package of its own beside this file and is installed at the first run.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { acceptedFiles, parseAccepted } from './accepted.js';
import type { MutationReport } from './survivors.js';
import { judge, renderVerdict } from './verdict.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '..', '..');
const reportFile = join(root, '.mutants', 'report.json');
const places = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const options = process.argv.slice(2).filter((argument) => argument.startsWith('-'));

if (options.includes('--last')) {
  process.exitCode = judgeReport();
} else if (places.length === 0) {
  console.error('Name what to mutate: npm run mutate -- <folder or file below src/> …');
  process.exitCode = 2;
} else {
  rmSync(reportFile, { force: true });
  const status = installTester() || runTester();
  process.exitCode = status === 0 ? judgeReport() : 2;
}

function installTester(): number {
  return existsSync(join(here, 'node_modules')) ? 0 : run('npm', ['ci', '--prefix', here]);
}

function runTester(): number {
  const globs = places.map((place) => (statSync(join(root, place)).isDirectory() ? `${place}/**/*.ts` : place));
  const stryker = join(here, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const config = join(here, 'stryker.config.mjs');
  return run(process.execPath, [stryker, 'run', config, '--mutate', globs.join(','), ...options]);
}

function run(command: string, args: readonly string[]): number {
  return spawnSync(command, args, { stdio: 'inherit', cwd: root }).status ?? 1;
}

function judgeReport(): number {
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as MutationReport;
  const folder = join(here, 'accepted');
  const acceptances = acceptedFiles(folder).flatMap((name) =>
    parseAccepted(readFileSync(join(folder, name), 'utf8'), name),
  );
  const verdict = judge(report, acceptances, (file) => existsSync(join(root, file)));
  console.log(`\n${renderVerdict(verdict)}`);
  return verdict.open.length === 0 ? 0 : 1;
}
