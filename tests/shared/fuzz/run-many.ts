import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostileInput } from './hostile-yaml.js';
import { runOne } from './run-one.js';

/**
 * A process of its own, `run-many.ts SEED FIRST COUNT`: runs these inputs, a line of JSON before and after
 * each, so that whoever waits knows which one hangs or takes the process down. With `alone` as fourth
 * argument the invariants are left out: what is measured is the pipeline.
 */
export type Line =
  | { readonly index: number; readonly kind: string; readonly bytes: number }
  | {
      readonly done: number;
      readonly findings: number;
      readonly refused?: string;
      readonly cpuMs: number;
      readonly broken: readonly string[];
      readonly peakRssMb: number;
    };

const [seed, first, count] = process.argv.slice(2, 5).map(Number) as [number, number, number];
const check = process.argv[5] !== 'alone';
const workspace = await mkdtemp(join(tmpdir(), 'fuzz-'));
const print = (line: Line) => process.stdout.write(`${JSON.stringify(line)}\n`);

for (let index = first; index < first + count; index++) {
  const { kind, bytes } = hostileInput(seed, index);
  print({ index, kind, bytes: bytes.length });
  const peak = () => ({ peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024) });
  try {
    const { findings, refused, cpuMs, broken } = await runOne(workspace, bytes, check);
    const refusal = refused === undefined ? {} : { refused };
    print({ done: index, findings: findings.length, ...refusal, cpuMs: Math.round(cpuMs), broken, ...peak() });
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    print({ done: index, findings: 0, cpuMs: 0, broken: [`crashed: ${stack}`], ...peak() });
  }
}
await rm(workspace, { recursive: true });
