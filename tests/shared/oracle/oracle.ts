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
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(RUN, [version], {
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
  const ask = async (question: object): Promise<Record<string, unknown>> => {
    child.stdin.write(`${JSON.stringify(question)}\n`);
    return next();
  };
  await next();
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
    stop: async () => {
      child.stdin.end();
      await closed;
    },
  };
}
