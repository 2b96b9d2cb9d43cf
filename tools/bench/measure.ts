import { type ActionName, runBundle } from '../../tests/local-runner/run-bundle.js';

/** What one run of a bundle took. */
export interface Measured {
  /** From the start of the process to its end. */
  readonly wallMs: number;
  /** Of all its threads, in the program and in the system. */
  readonly processorMs: number;
  /** The most memory that the process held, as the system counts it. */
  readonly peakRssMb: number;
}

export interface Row {
  readonly what: string;
  readonly runs: number;
  readonly bestMs: number;
  readonly medianMs: number;
  /** Median of the time on processors, which says more where other work shares them. */
  readonly processorMs: number;
  readonly peakRssMb: number;
  /** Requests that the local Kestra got, by method; absent without a server. */
  readonly requests?: Readonly<Record<string, number>>;
}

const MARK = 'peak-rss-kilobytes=';
const PROCESSOR = 'processor-microseconds=';
// Linux counts the memory of the process that starts another one into that one's `maxRSS`.
const TELL = `
import { existsSync, readFileSync, writeSync } from 'node:fs';
const status = '/proc/self/status';
process.on('exit', () => {
  const peak = existsSync(status) ? /VmHWM:\\s*(\\d+)/.exec(readFileSync(status, 'utf8'))[1] : process.resourceUsage().maxRSS;
  const { user, system } = process.cpuUsage();
  writeSync(2, '\\n${MARK}' + peak + '\\n${PROCESSOR}' + (user + system) + '\\n');
});`;

/** One run of a bundle as a runner starts it. @throws Error when it does not end as expected */
export async function measureBundle(
  action: ActionName,
  workspace: string,
  inputs: Readonly<Record<string, string>>,
  expected: 'success' | 'failure' = 'success',
): Promise<Measured> {
  const nodeArguments = ['--import', `data:text/javascript,${encodeURIComponent(TELL)}`];
  const { exitCode, log, durationMs } = await runBundle(action, { workspace, inputs, nodeArguments });
  const kilobytes = Number(new RegExp(`${MARK}(\\d+)`).exec(log)?.[1]);
  const microseconds = Number(new RegExp(`${PROCESSOR}(\\d+)`).exec(log)?.[1]);
  if ((exitCode === 0) !== (expected === 'success') || Number.isNaN(kilobytes + microseconds)) {
    throw new Error(`${action} ended with ${exitCode}:\n${log.slice(-2000)}`);
  }
  return {
    wallMs: Math.round(durationMs),
    processorMs: Math.round(microseconds / 1000),
    peakRssMb: Math.round(kilobytes / 1024),
  };
}

export function rowOf(what: string, runs: readonly Measured[], requests?: Row['requests']): Row {
  const sorted = (of: (run: Measured) => number) => runs.map(of).sort((a, b) => a - b);
  const times = sorted(({ wallMs }) => wallMs);
  return {
    what,
    runs: runs.length,
    bestMs: times[0]!,
    medianMs: times[times.length >> 1]!,
    processorMs: sorted(({ processorMs }) => processorMs)[runs.length >> 1]!,
    peakRssMb: Math.max(...runs.map(({ peakRssMb }) => peakRssMb)),
    ...(requests === undefined ? {} : { requests }),
  };
}

export function tableOf(rows: readonly Row[]): string {
  const cells = [
    ['what', 'runs', 'best', 'median', 'processor', 'peak memory', 'requests'],
    ...rows.map(({ what, runs, bestMs, medianMs, processorMs, peakRssMb, requests = {} }) => [
      what,
      String(runs),
      `${bestMs} ms`,
      `${medianMs} ms`,
      `${processorMs} ms`,
      `${peakRssMb} MB`,
      Object.entries(requests)
        .map(([method, count]) => `${count} ${method}`)
        .join(', '),
    ]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const lines = cells.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`);
  lines.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  return lines.join('\n');
}
