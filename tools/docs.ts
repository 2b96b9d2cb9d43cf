// Writes what is derived from tables in the code: the three action.yml, the tables in the READMEs, the list
// of failure reasons, the rules. `--check` only compares.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { specs } from './docs/specs.js';
import { renderActionYml } from './docs/action-yml.js';
import { renderFailureReasons } from './docs/failure-reasons.js';
import { renderRules } from './docs/rules.js';
import { fillTables } from './docs/tables.js';

const root = new URL('..', import.meta.url);
const check = process.argv.includes('--check');
let stale = 0;

async function put(path: string, wanted: string): Promise<void> {
  const url = new URL(path, root);
  const found = await readFile(url, 'utf8').catch(() => '');
  if (found === wanted) return;
  if (check) {
    stale++;
    console.error(`${fileURLToPath(url).slice(fileURLToPath(root).length)} is not up to date: run npm run docs`);
  } else {
    await writeFile(url, wanted);
    console.log(`wrote ${path}`);
  }
}

for (const spec of specs) await put(`${spec.name}/action.yml`, renderActionYml(spec));
await put('docs/failure-reasons.md', renderFailureReasons());
await put('docs/rules.md', renderRules());
for (const path of ['README.md', ...specs.map((spec) => `${spec.name}/README.md`)]) {
  await put(path, fillTables(await readFile(new URL(path, root), 'utf8'), path));
}
if (stale > 0) process.exitCode = 1;
else if (check) console.log('The documents are up to date.');
