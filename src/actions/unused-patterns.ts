import type { UnusedPattern } from '../files/discovery.js';
import type { Run } from './run.js';

/** A warning for each glob that matches no file; those of the default were written by nobody. */
export function warnOfUnusedPatterns(unused: readonly UnusedPattern[], defaultInclude: string, run: Run): void {
  const byDefault = new Set(defaultInclude.split('\n'));
  for (const { input, text, cause } of unused) {
    if (input === 'include' && byDefault.has(text)) continue;
    run.warning(`No file matches \`${text}\` in \`${input}\`.${cause === undefined ? '' : ` ${cause}`}`);
  }
}
