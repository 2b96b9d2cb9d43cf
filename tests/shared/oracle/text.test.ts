import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { findingOfSyntax } from '../../../src/findings/verdict-findings.js';
import { parseFlow } from '../../../src/flows/parse-flow.js';
import { judgeSource } from '../../judge-source.js';
import { javaTrim } from '../../../src/rules/reading/java-text.js';
import type { RuleSetName } from '../../../src/rules/verdict.js';
import { isYamlError } from '../verdicts/same-answer.js';
import { startOracle } from './oracle.js';
import { randomFrom } from './random.js';
import { mutateText } from './text-mutants.js';

const MUTANTS = 5000;
const BATCH = 500;
const SHOWN = 20;

const CORPUS = new URL('../../../../shared/corpus/', import.meta.url);
const OWN = new URL('./seeds/', import.meta.url);

const seed = Number(process.env['ORACLE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

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

test.each([
  ['1.3', '1.3.31'],
  ['2.0', '2.0.0'],
] as const)(
  `rules %s read the text of mutants as Kestra %s does (ORACLE_SEED=${seed})`,
  async (rules: RuleSetName, version) => {
    const oracle = await startOracle(version);
    try {
      const random = randomFrom(seed);
      const corpus = corpusOf(rules);
      const mutants = Array.from({ length: MUTANTS }, () => mutateText(random.pick(random.pick(corpus)), random));
      const tally = { valid: 0, agree: 0, falseErrors: 0, broken: 0, syntax: 0, sameText: 0, onLine: 0, onColumn: 0 };
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
          const tell = (what: string) =>
            shown.push(
              `${start + index} ${what}: ${ours.constraints ?? 'valid'}\n   Kestra: ${theirs.constraints ?? 'valid'}`,
            );
          const agrees = (ours.constraints === undefined) === (theirs.constraints === undefined);
          if (theirs.constraints === undefined) tally.valid++;
          if (agrees) tally.agree++;
          else {
            if (ours.constraints !== undefined) tally.falseErrors++;
            tell('verdict');
          }
          const mark = isYamlError(theirs.constraints) ? markOf(theirs.constraints!) : undefined;
          if (mark === undefined) return;
          tally.syntax++;
          if (ours.constraints === theirs.constraints) tally.sameText++;
          const place = placeOf(source);
          if (place?.line === mark.line) tally.onLine++;
          else tell(`line ${place?.line}`);
          if (place?.line === mark.line && place.column === mark.column) tally.onColumn++;
        });
      }
      const judged = mutants.length - tally.broken;
      const percent = (count: number, of: number): string => `${((100 * count) / of).toFixed(2)} %`;
      process.stdout.write(
        `${version}, seed ${seed}: ${judged} mutants of text, ${tally.valid} of them valid; same verdict ${percent(tally.agree, judged)}, ` +
          `false errors ${tally.falseErrors}; ${tally.syntax} syntax errors, on the line ${percent(tally.onLine, tally.syntax)}, ` +
          `on the column ${percent(tally.onColumn, tally.syntax)}, same text ${percent(tally.sameText, tally.syntax)}\n` +
          shown
            .slice(0, SHOWN)
            .map((line) => `  ${line}\n`)
            .join(''),
      );
      expect(tally.falseErrors).toBe(0);
      expect(tally.agree / judged).toBeGreaterThanOrEqual(0.999);
      expect(tally.syntax).toBeGreaterThan(MUTANTS / 10);
      expect(tally.onLine / tally.syntax).toBeGreaterThanOrEqual(0.99);
      expect(tally.onColumn / tally.syntax).toBeGreaterThanOrEqual(0.95);
      expect(tally.broken).toBeLessThan(MUTANTS / 100);
    } finally {
      await oracle.stop();
    }
  },
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
  const parsed = parseFlow({ file: { path: 'flow.yaml', text }, index: 0, count: 1, start: 0, source: text });
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
