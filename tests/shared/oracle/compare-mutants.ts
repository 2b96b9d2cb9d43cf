import type { RuleSetName, ServerVerdict } from '../../../src/rules/verdict.js';
import { judgeSource } from '../../judge-source.js';
import { type Oracle, startOracle } from './oracle.js';

/** Rule sets, and the Kestra that each is held to. */
export const VERSIONS = [
  ['1.3', '1.3.31'],
  ['2.0', '2.0.0'],
] as const satisfies readonly (readonly [RuleSetName, string])[];

/** The same seed gives the same mutants again. */
export const seed = Number(process.env['ORACLE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Mutants that are sent to the validator at a time. */
const BATCH = 500;
const SHOWN_DIFFERENCES = 20;

/** One mutant and both verdicts on it. */
export interface JudgedMutant {
  readonly source: string;
  /** Of the offline rules. */
  readonly ours: ServerVerdict;
  /** Of Kestra's validator. */
  readonly theirs: ServerVerdict;
  /** Keeps a difference to be printed. */
  readonly differs: (what: string) => void;
}

/** How often the offline rules and Kestra's validator agree. */
export interface Agreement {
  /** Mutants that the validator judged. */
  judged: number;
  /** Mutants on which Kestra's core itself breaks: nothing can be compared. */
  broken: number;
  /** Mutants that Kestra takes. */
  valid: number;
  agree: number;
  /** Mutants that Kestra takes and the offline rules refuse. */
  falseErrors: number;
  readonly differences: string[];
}

/** Judges every mutant by the offline rules and by the validator, and counts where they agree. */
export async function compareMutants(
  mutants: readonly string[],
  rules: RuleSetName,
  { judge }: Oracle,
  onJudged: (mutant: JudgedMutant) => void,
): Promise<Agreement> {
  const agreement: Agreement = { judged: 0, broken: 0, valid: 0, agree: 0, falseErrors: 0, differences: [] };
  for (let start = 0; start < mutants.length; start += BATCH) {
    const batch = mutants.slice(start, start + BATCH);
    for (const [index, theirs] of (await judge(batch)).entries()) {
      if ('error' in theirs) {
        agreement.broken++;
        continue;
      }
      const source = batch[index]!;
      const ours = judgeSource(source, { rules, unknownTypes: 'refuse', knownFlow: () => 'missing' }).server;
      const differs = (what: string) =>
        agreement.differences.push(
          `${start + index} ${what}: ${ours.constraints ?? 'valid'}\n   Kestra: ${theirs.constraints ?? 'valid'}`,
        );
      const agrees = (ours.constraints === undefined) === (theirs.constraints === undefined);
      agreement.judged++;
      if (theirs.constraints === undefined) agreement.valid++;
      if (agrees) agreement.agree++;
      else {
        if (ours.constraints !== undefined) agreement.falseErrors++;
        differs('verdict');
      }
      onJudged({ source, ours, theirs, differs });
    }
  }
  return agreement;
}

/** Runs a comparison with the validator of a Kestra version, which is stopped at the end. */
export async function withOracle<Result>(version: string, work: (oracle: Oracle) => Promise<Result>): Promise<Result> {
  const oracle = await startOracle(version);
  try {
    return await work(oracle);
  } finally {
    await oracle.stop();
  }
}

/** Prints a headline and the first differences. */
export function printDifferences(headline: string, differences: readonly string[]): void {
  const lines = differences.slice(0, SHOWN_DIFFERENCES).map((line) => `  ${line}\n`);
  process.stdout.write(`${headline}\n${lines.join('')}`);
}

/** "99.95 %" */
export function percent(count: number, of: number): string {
  return `${((100 * count) / of).toFixed(2)} %`;
}
