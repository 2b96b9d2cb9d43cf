import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Ran, runInChild } from './child.js';

const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000_000);
const INPUTS = Number(process.env['FUZZ_INPUTS'] ?? 10_000);
const PROCESSES = 2;
const BATCH = 1250;
/** What one file may take. Processor time, as the machine may be busy with others. */
const MAX_CPU_MS = 2000;
const MAX_RSS_MB = 300;

describe(`${INPUTS} hostile files, FUZZ_SEED=${SEED}`, () => {
  const all: Ran[] = [];
  let heaviest: readonly Ran[] = [];

  beforeAll(async () => {
    let next = 0;
    const work = async () => {
      while (next < INPUTS) {
        const first = next;
        next += BATCH;
        all.push(...(await runInChild(SEED, first, Math.min(BATCH, INPUTS - first))));
      }
    };
    await Promise.all(Array.from({ length: PROCESSES }, work));
    heaviest = await aloneEach(heavyOnes(all));
  }, 600_000);

  afterAll(() => {
    const lines = heaviest.map(({ index, kind, bytes, cpuMs, peakRssMb }) =>
      [index, kind, bytes, cpuMs, peakRssMb].join(' '),
    );
    process.stderr.write(`FUZZ_SEED=${SEED}; input, kind, bytes, ms, MB, each alone:\n${lines.join('\n')}\n`);
  });

  test('each is run', () => {
    expect(new Set(all.map(({ index }) => index)).size).toBe(INPUTS);
    expect(new Set(all.map(({ kind }) => kind)).size).toBeGreaterThan(INPUTS >= 1000 ? 20 : 1);
  });

  test('none crashes or hangs, and every finding is in its file', () => {
    expect(
      all.filter(({ broken }) => broken.length > 0).map(({ index, kind, broken }) => ({ index, kind, broken })),
    ).toEqual([]);
  });

  test('none is refused without saying which and why', () => {
    const refusals = all.flatMap(({ refused }) => refused ?? []);
    expect(refusals.filter((text) => !/^flow\.yml .{20}/.test(text))).toEqual([]);
  });

  test(`the heaviest, each in a process of its own, take less than ${MAX_CPU_MS} ms and ${MAX_RSS_MB} MB`, () => {
    expect(heaviest.filter(({ cpuMs, peakRssMb }) => cpuMs > MAX_CPU_MS || peakRssMb > MAX_RSS_MB)).toEqual([]);
  });
});

/** By time, by size, and those that took a process to a new height. */
function heavyOnes(all: readonly Ran[]): readonly Ran[] {
  const by = (measure: (ran: Ran) => number, count: number) =>
    [...all].sort((a, b) => measure(b) - measure(a)).slice(0, count);
  const height = all.map((ran, at) => ({ ran, rise: ran.peakRssMb - (all[at - 1]?.peakRssMb ?? ran.peakRssMb) }));
  const rising = height.sort((a, b) => b.rise - a.rise).slice(0, 8);
  return [
    ...new Set([...by(({ cpuMs }) => cpuMs, 10), ...by(({ bytes }) => bytes, 4), ...rising.map(({ ran }) => ran)]),
  ];
}

async function aloneEach(inputs: readonly Ran[]): Promise<readonly Ran[]> {
  const results: Ran[] = [];
  const waiting = [...inputs];
  const work = async () => {
    for (let input = waiting.pop(); input !== undefined; input = waiting.pop()) {
      results.push(...(await runInChild(SEED, input.index, 1, true)));
    }
  };
  await Promise.all(Array.from({ length: PROCESSES }, work));
  return results.sort((a, b) => b.cpuMs - a.cpuMs);
}
