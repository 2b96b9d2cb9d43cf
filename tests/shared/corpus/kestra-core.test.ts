import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { judgeSource } from '../../judge-source.js';
import type { RuleSetName, ServerVerdict } from '../../../src/rules/verdict.js';
import { comparable, isYamlError } from '../verdicts/same-answer.js';

const CORPUS = new URL('../../../../shared/corpus/', import.meta.url);
/** Types that exist in Kestra's own tests only, and their replacements in messages. */
const TEST_ONLY =
  /Invalid type: io\.kestra\.core\.(plugins|tasks\.test|repositories|runners|services|models\.triggers)\b/;

type Recorded = ServerVerdict & { readonly file: string; readonly document: number };

const groups = [
  ['1.3', 'valid', '1.3.25'],
  ['1.3', 'invalid', '1.3.25'],
  ['2.0', 'valid', '2.0.0'],
  ['2.0', 'invalid', '2.0.0'],
] as const;

test.each(groups)('rules %s agree with Kestra about its %s test flows (%s)', (rules: RuleSetName, kind, version) => {
  const recorded = new Map(
    readFileSync(new URL(`kestra-core-${kind}.verdicts-${version}.jsonl`, CORPUS), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Recorded)
      .filter(({ document }) => document === 0)
      .map((verdict) => [verdict.file, verdict] as const),
  );
  const files = readdirSync(new URL(`kestra-core/${kind}/`, CORPUS));
  const disagreements: string[] = [];
  const otherTexts: string[] = [];
  let compared = 0;
  for (const file of files) {
    const expected = recorded.get(file);
    if (expected === undefined || TEST_ONLY.test(expected.constraints ?? '')) continue;
    compared++;
    const source = readFileSync(new URL(`kestra-core/${kind}/${file}`, CORPUS), 'utf8');
    const { server } = judgeSource(source, { rules, unknownTypes: 'refuse', knownFlow: () => 'missing' });
    const line = `${file}: ${server.constraints ?? 'valid'} – Kestra: ${expected.constraints ?? 'valid'}`;
    if ((server.constraints === undefined) !== (expected.constraints === undefined)) disagreements.push(line);
    else if (!isYamlError(expected.constraints) && !sameAnswer(server, expected)) otherTexts.push(line);
  }
  process.stdout.write(
    `${rules} ${kind}: ${compared} of ${files.length} compared, ${otherTexts.length} with other texts\n`,
  );
  expect(disagreements).toEqual([]);
  expect(otherTexts).toEqual([]);
  expect(compared).toBeGreaterThan(files.length * 0.9);
});

/**
 * Subflows of the corpus exist for nobody here, and the recording had some of them: warnings are compared
 * elsewhere.
 */
function sameAnswer(ours: ServerVerdict, theirs: ServerVerdict): boolean {
  const fields = ['namespace', 'flow', 'constraints', 'outdated', 'deprecationPaths', 'infos'];
  return JSON.stringify(comparable(ours), fields) === JSON.stringify(comparable(theirs), fields);
}
