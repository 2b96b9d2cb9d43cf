import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { findingOfSyntax } from '../../../src/findings/verdict-findings.js';
import { javaTrim } from '../../../src/rules/reading/java-text.js';
import type { RuleSetName } from '../../../src/rules/verdict.js';
import { isYamlError } from '../verdicts/same-answer.js';
import { compareMutants, percent, printDifferences, seed, VERSIONS, withOracle } from './compare-mutants.js';
import { randomFrom } from './random.js';
import { parseSource } from '../../flow-source.js';
import { mutateText } from './text-mutants.js';

const MUTANTS = 5000;

const CORPUS = new URL('../../../../shared/corpus/', import.meta.url);
const OWN = new URL('./seeds/', import.meta.url);

/**
 * Real flows: most of those that Kestra's core knows all the types of, some of the others for what people
 * write.
 */
function corpusOf(rules: RuleSetName): readonly (readonly string[])[] {
  const read = (folder: URL, names: readonly string[]) =>
    names.map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const core = new URL('kestra-core/valid/', CORPUS);
  const blueprints = new URL('blueprints/', CORPUS);
  const known = [...read(OWN, ['both.yaml', `kestra-${rules}.yaml`]), ...read(core, readdirSync(core))];
  return [known, known, known, read(blueprints, readdirSync(blueprints))];
}

test.each(VERSIONS)(
  `rules %s read the text of mutants as Kestra %s does (ORACLE_SEED=${seed})`,
  (rules, version) =>
    withOracle(version, async (oracle) => {
      const random = randomFrom(seed);
      const corpus = corpusOf(rules);
      const mutants = Array.from({ length: MUTANTS }, () => mutateText(random.pick(random.pick(corpus)), random));
      const syntax = { errors: 0, sameText: 0, onLine: 0, onColumn: 0 };
      const { judged, valid, agree, falseErrors, broken, differences } = await compareMutants(
        mutants,
        rules,
        oracle,
        ({ source, ours, theirs, differs }) => {
          const mark = isYamlError(theirs.constraints) ? markOf(theirs.constraints!) : undefined;
          if (mark === undefined) return;
          syntax.errors++;
          if (ours.constraints === theirs.constraints) syntax.sameText++;
          const place = placeOf(source);
          if (place?.line === mark.line) syntax.onLine++;
          else differs(`line ${place?.line}`);
          if (place?.line === mark.line && place.column === mark.column) syntax.onColumn++;
        },
      );
      printDifferences(
        `${version}, seed ${seed}: ${judged} mutants of text, ${valid} of them valid; same verdict ${percent(agree, judged)}, ` +
          `false errors ${falseErrors}; ${syntax.errors} syntax errors, on the line ${percent(syntax.onLine, syntax.errors)}, ` +
          `on the column ${percent(syntax.onColumn, syntax.errors)}, same text ${percent(syntax.sameText, syntax.errors)}`,
        differences,
      );
      expect(falseErrors).toBe(0);
      expect(agree / judged).toBeGreaterThanOrEqual(0.999);
      expect(syntax.errors).toBeGreaterThan(MUTANTS / 10);
      expect(syntax.onLine / syntax.errors).toBeGreaterThanOrEqual(0.99);
      expect(syntax.onColumn / syntax.errors).toBeGreaterThanOrEqual(0.95);
      expect(broken).toBeLessThan(MUTANTS / 100);
    }),
  300_000,
);

interface Place {
  readonly line: number;
  readonly column: number;
}

/** The mark of the problem: the last one, but at the end of the stream the place where it began. */
function markOf(constraints: string): Place | undefined {
  const marks = [...constraints.matchAll(/^ in 'reader', line (\d+), column (\d+)/gm)];
  const mark = constraints.includes('unexpected end of stream') ? marks[0] : marks.at(-1);
  return mark === undefined ? undefined : { line: Number(mark[1]), column: Number(mark[2]) };
}

/** Where the finding begins, in the parser's lines and columns: other characters than LF end lines, too. */
function placeOf(source: string): Place | undefined {
  const text = javaTrim(source);
  const parsed = parseSource(text);
  if (parsed.ok) return undefined;
  const { startLine, startColumn } = findingOfSyntax(parsed).range!;
  const lines = text.split('\n');
  const mark = startLine === 1 && text.startsWith('\uFEFF') ? 1 : 0;
  const before = [...lines.slice(0, startLine - 1), lines[startLine - 1]!.slice(0, startColumn - 1 + mark)].join('\n');
  const theirs = before.split(/\r\n|[\n\r\x85\u2028\u2029]/);
  return {
    line: theirs.length,
    column: [...theirs.at(-1)!.replace(/^\uFEFF/, theirs.length === 1 ? '' : '\uFEFF')].length + 1,
  };
}
