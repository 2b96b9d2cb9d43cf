// Puts small mistakes into src/ one by one and runs the tests that should find them: `npm run mutate -- src/plan src/kestra/retry.ts`.
// The tester lives in a package of its own beside this file and is installed at the first run.
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '..', '..');
const places = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const options = process.argv.slice(2).filter((argument) => argument.startsWith('-'));
if (places.length === 0) {
  console.error('Name what to mutate: npm run mutate -- <folder or file below src/> …');
  process.exitCode = 2;
} else {
  if (!existsSync(join(here, 'node_modules'))) {
    execFileSync('npm', ['ci', '--prefix', here], { stdio: 'inherit', cwd: root });
  }
  const globs = places.map((place) => (statSync(join(root, place)).isDirectory() ? `${place}/**/*.ts` : place));
  const stryker = join(here, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const args = [stryker, 'run', join(here, 'stryker.config.mjs'), '--mutate', globs.join(','), ...options];
  try {
    execFileSync(process.execPath, args, { stdio: 'inherit', cwd: root });
  } catch (error) {
    process.exitCode = error.status ?? 1;
  }
}
