import { listedName, type NameRules } from '../namespace-files/server-names.js';
import { countOf, someOf } from '../plan/failure.js';
import type { FileChange } from './results.js';

/** The changes under the names that the server lists: what people look for in Kestra. */
export function underStoredNames<Change extends Pick<FileChange, 'target'>>(
  changes: readonly Change[],
  rules: NameRules,
): readonly Change[] {
  return changes.map((change) => ({ ...change, target: listedName(change.target, rules) }));
}

/** Which files have another name on the server; undefined when none has. */
export function renamedNotice(changes: readonly FileChange[], rules: NameRules): string | undefined {
  const renamed = changes.filter(
    ({ action, target }) => action !== 'failed' && action !== 'skipped' && listedName(target, rules) !== target,
  );
  if (renamed.length === 0) return undefined;
  const names = someOf(renamed.map(({ target }) => `${target} → ${listedName(target, rules)}`));
  const has = renamed.length === 1 ? 'has' : 'have';
  return `${countOf(renamed.length, 'file')} ${has} another name on the server: Kestra before 2.0 stores "+" for a blank (${names}).`;
}
