import { test } from '@jest/globals';
import { note, real } from './where.js';

/**
 * A test that needs a local Kestra. Where there is a real server it is listed with its reason, not left out
 * in silence.
 */
export function onDouble(reason: string): typeof test {
  if (real === undefined) return test;
  const skip = (name: string) => note({ skipped: name, reason });
  return withNames(test.skip as unknown as typeof test, skip);
}

type Registered = (name: string, ...rest: unknown[]) => unknown;

/** `test.skip` that says the names of what it leaves out. */
function withNames(skip: typeof test, say: (name: string) => void): typeof test {
  const named = (name: string, ...rest: unknown[]) => {
    say(name);
    return (skip as unknown as Registered)(name, ...rest);
  };
  const each =
    (...table: readonly unknown[]) =>
    (name: string, ...rest: unknown[]) => {
      const rows = Array.isArray(table[0]) ? (table[0] as readonly unknown[]) : [];
      for (const row of rows) say(`${name} ${JSON.stringify(row).slice(0, 60)}`);
      return (skip.each as unknown as (...all: unknown[]) => Registered)(...table)(name, ...rest);
    };
  return Object.assign(named, { each }) as unknown as typeof test;
}
