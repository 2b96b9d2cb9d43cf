// Makes each mistake of this folder in a copy of the tree, one by one, and runs the tests that find it:
// `npm run mistakes`, or `npm run mistakes -- redirect headers` for those whose words these are.
import { mistakes as all } from './mistakes.js';
import type { Mistake } from './mistake.js';
import { runTests } from './run-tests.js';
import { ScratchCopy } from './scratch-copy.js';

const words = process.argv.slice(2);
const chosen = all.filter(
  ({ what, file }) => words.length === 0 || words.some((word) => `${what} ${file}`.includes(word)),
);
const copy = await ScratchCopy.make();

/** Why a mistake counts as not found; undefined when each of its tests finds it. */
async function missed(mistake: Mistake): Promise<string | undefined> {
  const { and, foundBy, named } = mistake;
  return copy.withEdits([mistake, ...(and === undefined ? [] : [and])], async () => {
    if (foundBy.some(runsBundles)) await copy.build();
    const verdicts = await runTests(copy.path, foundBy, named);
    const others = [...verdicts]
      .filter(([, verdict]) => verdict !== 'red')
      .map(([file, verdict]) => `${file} ${WORDS[verdict]}`);
    return others.length === 0 ? undefined : others.join(', ');
  });
}

const WORDS = { green: 'stays green', red: 'finds it', broken: 'does not load, or has no such test' } as const;
const runsBundles = (file: string): boolean => file.startsWith('tests/bundles/');

/** Without any mistake every test must be green, or a red one says nothing. */
async function expectGreen(): Promise<void> {
  await copy.build();
  const groups = new Map<string | undefined, Set<string>>();
  for (const { named, foundBy } of chosen) groups.set(named, new Set([...(groups.get(named) ?? []), ...foundBy]));
  for (const [named, files] of groups) {
    for (const [file, verdict] of await runTests(copy.path, [...files], named)) {
      if (verdict !== 'green') throw new Error(`Without a mistake, ${file} (${named ?? 'all of it'}) is ${verdict}.`);
    }
  }
}

try {
  await expectGreen();
  let found = 0;
  for (const mistake of chosen) {
    const why = await missed(mistake);
    if (why === undefined) found++;
    console.log(
      `${why === undefined ? 'found ' : 'MISSED'}  ${mistake.what} (${mistake.file})${why === undefined ? '' : `: ${why}`}`,
    );
  }
  console.log(`${found} of ${chosen.length} mistakes found`);
  if (found < chosen.length || chosen.length === 0) process.exitCode = 1;
} finally {
  await copy.remove();
}
