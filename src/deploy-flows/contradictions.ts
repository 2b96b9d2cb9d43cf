import type { PruneMode } from '../plan/prune.js';
import { isWithin } from './actual.js';

/** The inputs that decide where flows are written and deleted. */
interface Targets {
  readonly namespace?: string | undefined;
  readonly namespacePrefix?: string | undefined;
  readonly prune: PruneMode;
  readonly pruneNamespaces?: readonly string[] | undefined;
}

/** What inputs contradict each other in, a sentence each. */
export function contradictions(inputs: Targets): readonly string[] {
  const { namespace, namespacePrefix, prune, pruneNamespaces } = inputs;
  const problems =
    namespace !== undefined && namespacePrefix !== undefined
      ? ['`namespace` and `namespacePrefix` cannot be set together: one forces a namespace, the other keeps each.']
      : [];
  if (pruneNamespaces === undefined) return problems;
  if (prune !== 'all') {
    return [...problems, `\`pruneNamespaces\` is set, but \`prune\` is ${prune}: it belongs to \`prune: all\`.`];
  }
  return [...problems, ...outsideTarget(inputs, pruneNamespaces)];
}

/** Nothing outside the target comes from this step, so all of it would be deleted. */
function outsideTarget({ namespace, namespacePrefix }: Targets, pruned: readonly string[]): readonly string[] {
  const target = namespace ?? namespacePrefix;
  if (target === undefined) return [];
  const input = namespace === undefined ? 'namespacePrefix' : 'namespace';
  const meant = (entry: string) =>
    namespace === undefined ? `, such as ${target}.${entry}` : `: ${target}, or ${target}/** with all below it`;
  return pruned
    .filter((entry) => !isWithin(entry.replace(/\/\*\*$/, ''), target))
    .map(
      (entry) =>
        `\`pruneNamespaces\` has ${entry}, which is outside ${target}, the \`${input}\`: its flows were never deployed by this step. Names are those on the server${meant(entry)}.`,
    );
}
