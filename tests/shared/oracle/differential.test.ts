import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { catalogueOf } from '../../../src/rules/catalogue/catalogue.js';
import type { RuleSetName, ServerVerdict } from '../../../src/rules/verdict.js';
import { comparable } from '../verdicts/same-answer.js';
import { compareMutants, percent, printDifferences, seed, VERSIONS, withOracle } from './compare-mutants.js';
import { mutate, treeOf, type Vocabulary, write } from './mutants.js';
import { parseSource } from '../../flow-source.js';
import { randomFrom } from './random.js';

const MUTANTS = 5000;

const CORPUS = new URL('../../../../shared/corpus/kestra-core/valid/', import.meta.url);
const OWN = new URL('./seeds/', import.meta.url);

test.each(VERSIONS)(
  `rules %s judge mutants as Kestra %s does (ORACLE_SEED=${seed})`,
  (rules, version) =>
    withOracle(version, async (oracle) => {
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
      let sameAnswer = 0;
      const { judged, valid, agree, falseErrors, broken, differences } = await compareMutants(
        mutants,
        rules,
        oracle,
        ({ ours, theirs }) => {
          if (isSame(ours, theirs)) sameAnswer++;
        },
      );
      printDifferences(
        `${version}, seed ${seed}: ${judged} mutants of ${isValid.filter(Boolean).length} valid flows, ${valid} of them valid; ` +
          `same verdict ${percent(agree, judged)}, same answer ${percent(sameAnswer, judged)}, false errors ${falseErrors}`,
        differences,
      );
      expect(falseErrors).toBe(0);
      expect(agree / judged).toBeGreaterThanOrEqual(0.995);
      expect(broken).toBeLessThan(MUTANTS / 100);
    }),
  300_000,
);

/** A third of the mutants come from the project's own flows, which hold every kind of thing at once. */
function mutantsOf(sources: readonly string[], own: number, vocabulary: Vocabulary): readonly string[] {
  const random = randomFrom(seed);
  const trees = sources.flatMap((source) => {
    const parsed = parseSource(source);
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
