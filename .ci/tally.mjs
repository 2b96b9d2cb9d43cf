// Counts a jest JSON result suite by suite. A promised suite without a passed test, or with a skipped one, is
// a failure. The last line is "<passed> <failed>".
import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';

const [run, file] = process.argv.slice(2);
const outsiders = ['unit', 'contract', 'http', 'local-kestra', 'fault-proxy', 'bundles', 'meta'];
const maintainers = ['replay', 'verdicts', 'corpus', 'oracle', 'fuzz', 'workflows'];
const promised = run === 'maintainers' ? maintainers : outsiders;

const counts = new Map(promised.map((suite) => [suite, { passed: 0, failed: 0, skipped: 0 }]));
for (const result of JSON.parse(readFileSync(file, 'utf8')).testResults) {
  const [, first, second] = relative(process.cwd(), result.name).split(sep);
  const count = counts.get(first === 'shared' ? second : first);
  if (count === undefined) throw new Error(`${result.name} belongs to no promised suite`);
  if (result.assertionResults.length === 0) count.failed++;
  for (const { status } of result.assertionResults) {
    if (status === 'passed') count.passed++;
    else if (status === 'failed') count.failed++;
    else count.skipped++;
  }
}

let passed = 0;
let failed = 0;
for (const [suite, count] of counts) {
  if (count.passed === 0 || count.skipped > 0) count.failed++;
  passed += count.passed;
  failed += count.failed;
  console.log(
    `${run} · ${suite}: ${count.passed} passed, ${count.failed} failed${count.skipped ? `, ${count.skipped} skipped` : ''}`,
  );
}
console.log(`${passed} ${failed}`);
