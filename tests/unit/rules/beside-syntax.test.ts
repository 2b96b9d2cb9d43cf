import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { findingsOfProblems } from '../../../src/findings/verdict-findings.js';
import { recoverDocument } from '../../../src/flows/recover-document.js';
import type { ParsedDocument } from '../../../src/flows/tree.js';
import { FLOW } from '../../../src/rules/catalogue/catalogue.js';
import { findFurther } from '../../../src/rules/further.js';
import { propertiesOf } from '../../../src/rules/known-names.js';
import type { UnreadableText } from '../../../src/rules/reading/recovery.js';
import { treeOf, write } from '../../shared/oracle/mutants.js';
import { randomFrom } from '../../shared/oracle/random.js';
import { parseText } from '../../flow-source.js';
import { parsed } from '../flows/parsing.js';
import { mistakesIn, withMistakes } from './mistakes.js';

const FLOWS = 150;
const SEEDS = new URL('../../shared/oracle/seeds/', import.meta.url);
const seed = Number(process.env['ORACLE_SEED'] ?? 20_261_126);

/** What breaks the syntax of a line, mostly. */
const BREAKS: readonly ((line: string) => string)[] = [
  (line) => line.replace(/: (?=\S)/, ': "'),
  (line) => line.replace(/: (?=\S)/, ": '"),
  (line) => line.replace(/: /, ':'),
  (line) => ` ${line}`,
  (line) => `   ${line}`,
  (line) => line.replace(/^ {1,2}/, ''),
  (line) => `\t${line}`,
  (line) => line.replace(/: (.*)$/, ': [$1'),
  (line) => line.replace(/: (.*)$/, ': {{ $1 }}'),
  (line) => line.replace(/: (.*)$/, ': $1: x'),
  (line) => line.replace(/: (.*)$/, ': @$1'),
  (line) => line.replace(/- /, '-'),
  (line) => line.replace(/"/, ''),
  (line) => line.replace(/:/, ''),
  (line) => `${line}"`,
  (line) => `${line} {`,
];

/** Rules with the lines that they are about. */
function reportsOn(document: ParsedDocument, unreadable?: UnreadableText): readonly string[] {
  const options = { rules: '1.3', unknownTypes: 'refuse' } as const;
  const problems = findFurther(document, [], options, unreadable).filter(({ severity, rule, target }) => {
    const isOfFlow = 'path' in target && target.path.length === 0;
    return severity === 'error' && !(isOfFlow && (rule === 'missing-property' || rule === 'empty-value'));
  });
  return findingsOfProblems(document, problems, '1.3').map(({ rule, range }) => {
    return rule.startsWith('duplicate-') ? rule : `${rule} ${range!.startLine}`;
  });
}

test(`what is reported beside a problem of the syntax is still true when that is mended (ORACLE_SEED=${seed})`, () => {
  const random = randomFrom(seed);
  const properties = new Set(propertiesOf('1.3', FLOW));
  const flows = ['both.yaml', 'kestra-1.3.yaml'].map((name) => {
    return treeOf(parsed(readFileSync(new URL(name, SEEDS), 'utf8')).root);
  });
  const wrong: string[] = [];
  let recovered = 0;
  let found = 0;
  let all = 0;
  for (let made = 0; made < FLOWS; made++) {
    const flow = random.pick(flows);
    const source = `${write(withMistakes(flow, mistakesIn(flow, 4, random))).trim()}\n`;
    const lines = source.split('\n');
    const at = random.below(lines.length);
    const line = random.pick(BREAKS)(lines[at]!);
    const broken = parseText(lines.with(at, line).join('\n'));
    if (broken.ok) continue;
    const readable = recoverDocument(broken, (key) => properties.has(key));
    if (readable === undefined) continue;
    recovered++;
    const whole = reportsOn(parsed(source));
    const ours = reportsOn(readable.parsed, readable);
    wrong.push(...ours.filter((report) => !whole.includes(report)).map((report) => `${report}\n  after ${line}`));
    wrong.push(...readable.problems.map(({ constraints }) => `${constraints}\n  after ${line}`));
    found += ours.length;
    all += whole.length;
  }
  expect(wrong).toEqual([]);
  expect(recovered).toBeGreaterThan(FLOWS / 3);
  expect(found / all).toBeGreaterThan(0.7);
});
