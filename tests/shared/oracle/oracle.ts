import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Readable, Writable } from 'node:stream';
import type { ServerVerdict } from '../../../src/rules/verdict.js';

const RUN = fileURLToPath(new URL('../../../tools/oracle/run.sh', import.meta.url));

/** Kestra's own validator as a process; see tools/oracle/README.md. */
export interface Oracle {
  readonly version: string;
  /** The verdicts of sources, in order. A source on which the core itself breaks gives an error instead. */
  readonly judge: (sources: readonly string[]) => Promise<readonly (ServerVerdict | { readonly error: string })[]>;
  readonly stop: () => Promise<void>;
}

/** Starts the oracle of a Kestra version; the first start of a version downloads and compiles. */
export async function startOracle(version: string): Promise<Oracle> {
  const { ask, stop } = await start(version);
  return {
    version,
    judge: async (sources) => {
      const { verdicts } = await ask({ id: 'batch', sources });
      if (Array.isArray(verdicts)) return verdicts as ServerVerdict[];
      // One of them breaks the core: ask one by one.
      const answers: (ServerVerdict | { readonly error: string })[] = [];
      for (const source of sources) {
        const { verdict, error } = await ask({ id: 'one', source });
        answers.push(verdict === undefined ? { error: String(error) } : (verdict as ServerVerdict));
      }
      return answers;
    },
    stop,
  };
}

/** 0-based: code points from the start, line, column. */
export type OracleMark = readonly [index: number, line: number, column: number];

/** What the YAML parser below Kestra makes of a text. */
export interface YamlAnswer {
  readonly events: readonly {
    readonly event: string;
    readonly start: OracleMark;
    readonly end: OracleMark;
    readonly value?: string;
    readonly style?: string;
    readonly tag?: string;
    readonly anchor?: string;
    readonly flow?: boolean;
  }[];
  readonly error?: {
    readonly kind: string;
    readonly problem: string;
    readonly problemMark?: OracleMark | null;
    readonly context?: string | null;
    readonly contextMark?: OracleMark | null;
  };
  /** What Jackson makes of the events, up to where it stops: name, and text or class and number. */
  readonly tokens: readonly (readonly [name: string, ...value: string[]])[];
  readonly stop?: { readonly text: string; readonly line?: number; readonly column?: number };
}

/** The YAML parser below Kestra as a process. */
export interface YamlOracle {
  readonly read: (sources: readonly string[]) => Promise<readonly YamlAnswer[]>;
  readonly stop: () => Promise<void>;
}

export async function startYamlOracle(version: string): Promise<YamlOracle> {
  const { ask, stop } = await start(version, 'oracle.Yaml');
  return { read: async (sources) => (await ask({ id: 'batch', sources }))['answers'] as YamlAnswer[], stop };
}

interface Process {
  readonly ask: (question: object) => Promise<Record<string, unknown>>;
  readonly stop: () => Promise<void>;
}

async function start(version: string, ...main: readonly string[]): Promise<Process> {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(RUN, [version, ...main], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<Record<string, unknown>> => {
    const line = await lines.next();
    if (line.done === true)
      throw new Error(`The oracle of Kestra ${version} ended. Try tools/oracle/run.sh ${version} by hand.`);
    return JSON.parse(line.value) as Record<string, unknown>;
  };
  await next();
  return {
    ask: async (question) => {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return next();
    },
    stop: async () => {
      child.stdin.end();
      await closed;
    },
  };
}
