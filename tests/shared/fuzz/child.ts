import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Line } from './run-many.js';

/** What is known of one input after its run. */
export interface Ran {
  readonly index: number;
  readonly kind: string;
  readonly bytes: number;
  readonly findings: number;
  readonly refused?: string;
  readonly cpuMs: number;
  /** Broken promises; a crash or a hang is one. */
  readonly broken: readonly string[];
  /** Of the whole process so far. */
  readonly peakRssMb: number;
}

const script = fileURLToPath(new URL('./run-many.ts', import.meta.url));
/** An input that is silent for so long hangs; far more than what it may take, as the machine may be busy. */
const SILENCE_MS = 60_000;

/**
 * Runs `count` inputs in a process of their own. A process that dies or hangs is ended, and the rest goes on
 * in a new one.
 */
export async function runInChild(seed: number, first: number, count: number, alone = false): Promise<readonly Ran[]> {
  const ran: Ran[] = [];
  for (let next = first; next < first + count;) {
    const { results, end } = await runUntilItEnds(seed, next, first + count - next, alone);
    ran.push(...results);
    const last = results.at(-1);
    if (last === undefined) throw new Error(`the process did not start: ${end}`);
    next = last.index + 1;
  }
  return ran;
}

interface Batch {
  readonly results: readonly Ran[];
  readonly end: string;
}

function runUntilItEnds(seed: number, first: number, count: number, alone: boolean): Promise<Batch> {
  const args = [script, String(seed), String(first), String(count), ...(alone ? ['alone'] : [])];
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'] },
  });
  const results: Ran[] = [];
  let open: Extract<Line, { index: number }> | undefined;
  let errors = '';
  let hung = false;
  const kill = () => {
    hung = true;
    child.kill('SIGKILL');
  };
  let watchdog = setTimeout(kill, SILENCE_MS);
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-4000)));
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as Line;
    clearTimeout(watchdog);
    watchdog = setTimeout(kill, SILENCE_MS);
    if ('index' in line) open = line;
    else {
      results.push({ ...open!, ...line });
      open = undefined;
    }
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(watchdog);
      const end = hung ? `hangs for more than ${SILENCE_MS} ms` : `ended with ${code ?? signal}: ${errors}`;
      if (open !== undefined) results.push({ ...open, findings: 0, cpuMs: Infinity, broken: [end], peakRssMb: 0 });
      resolve({ results, end });
    });
  });
}
