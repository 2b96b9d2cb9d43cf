import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseFlow } from '../../../src/flows/parse-flow.js';
import { catalogueOf } from '../../../src/rules/catalogue/catalogue.js';
import { judgeSource } from '../../judge-source.js';
import type { RuleSetName, ServerVerdict } from '../../../src/rules/verdict.js';
import { comparable } from '../verdicts/same-answer.js';
import { mutate, treeOf, type Vocabulary, write } from './mutants.js';
import { startOracle } from './oracle.js';
import { randomFrom } from './random.js';

const MUTANTS = 5000;
const BATCH = 500;
const SHOWN = 20;

const CORPUS = new URL('../../../../shared/corpus/kestra-core/valid/', import.meta.url);
const OWN = new URL('./seeds/', import.meta.url);

const seed = Number(process.env['ORACLE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

test.each([
  ['1.3', '1.3.31'],
  ['2.0', '2.0.0'],
] as const)(
  `rules %s judge mutants as Kestra %s does (ORACLE_SEED=${seed})`,
  async (rules: RuleSetName, version) => {
    const oracle = await startOracle(version);
    try {
      const own = ['both.yaml', `kestra-${rules}.yaml`].map((name) => readFileSync(new URL(name, OWN), 'utf8'));
      const corpus = readdirSync(CORPUS).map((name) => readFileSync(new URL(name, CORPUS), 'utf8'));
      const sources = [...own, ...corpus];
      const isValid = (await oracle.judge(sources)).map(
        (verdict) => !('error' in verdict) && verdict.constraints === undefined,
      );
      expect(isValid.slice(0, own.length)).toEqual(own.map(() => true));

      const mutants = mutantsOf(
        sources.filter((_source, index) => isValid[index]),
        own.length,
        vocabularyOf(rules),
      );
      const tally = { valid: 0, agree: 0, sameText: 0, falseErrors: 0, broken: 0 };
      const shown: string[] = [];
      for (let start = 0; start < mutants.length; start += BATCH) {
        const batch = mutants.slice(start, start + BATCH);
        const answers = await oracle.judge(batch);
        batch.forEach((source, index) => {
          const theirs = answers[index]!;
          if ('error' in theirs) {
            tally.broken++;
            return;
          }
          const ours = judgeSource(source, { rules, unknownTypes: 'refuse', knownFlow: () => 'missing' }).server;
          const agrees = (ours.constraints === undefined) === (theirs.constraints === undefined);
          if (theirs.constraints === undefined) tally.valid++;
          if (agrees) tally.agree++;
          else if (ours.constraints !== undefined) tally.falseErrors++;
          if (isSame(ours, theirs)) tally.sameText++;
          if (!agrees)
            shown.push(`${start + index}: ${ours.constraints ?? 'valid'}\n   Kestra: ${theirs.constraints ?? 'valid'}`);
        });
      }
      const judged = mutants.length - tally.broken;
      const percent = (count: number): string => `${((100 * count) / judged).toFixed(2)} %`;
      process.stdout.write(
        `${version}, seed ${seed}: ${judged} mutants of ${isValid.filter(Boolean).length} valid flows, ${tally.valid} of them valid; ` +
          `same verdict ${percent(tally.agree)}, same answer ${percent(tally.sameText)}, false errors ${tally.falseErrors}\n` +
          shown
            .slice(0, SHOWN)
            .map((line) => `  ${line}\n`)
            .join(''),
      );
      expect(tally.falseErrors).toBe(0);
      expect(tally.agree / judged).toBeGreaterThanOrEqual(0.995);
      expect(tally.broken).toBeLessThan(MUTANTS / 100);
    } finally {
      await oracle.stop();
    }
  },
  300_000,
);

/** A third of the mutants come from the project's own flows, which hold every kind of thing at once. */
function mutantsOf(sources: readonly string[], own: number, vocabulary: Vocabulary): readonly string[] {
  const random = randomFrom(seed);
  const trees = sources.flatMap((source) => {
    const parsed = parseFlow({ file: { path: 'flow.yaml', text: source }, index: 0, count: 1, start: 0, source });
    return parsed.ok ? [treeOf(parsed.root)] : [];
  });
  return Array.from({ length: MUTANTS }, () => {
    const flow = random.below(3) === 0 ? trees[random.below(own)]! : random.pick(trees);
    return write(mutate(flow, random, vocabulary)).trim();
  });
}

function vocabularyOf(rules: RuleSetName): Vocabulary {
  const { classes, aliases } = catalogueOf(rules).file;
  const types = Object.entries(classes).flatMap(([name, { kind }]) => (kind === 'model' ? [] : [name]));
  const properties = new Set(Object.values(classes).flatMap(({ props }) => Object.keys(props)));
  return { types: [...types, ...Object.keys(aliases).slice(0, 5)], properties: [...properties] };
}

function isSame(ours: ServerVerdict, theirs: ServerVerdict): boolean {
  return JSON.stringify(comparable(ours)) === JSON.stringify(comparable(theirs));
}
