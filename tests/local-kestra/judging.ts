import { identityOf } from '../../src/flows/identity.js';
import type { ParsedFlow } from '../../src/flows/tree.js';
import { judgeDocument } from '../../src/rules/judge.js';
import type { RuleVerdict } from '../../src/rules/verdict.js';
import type { FlowStore } from './flow-store.js';
import type { Settings } from './settings.js';

/** The offline rules in Kestra's stead: they know its core, and the flows of this double. */
export function judge(parsed: ParsedFlow, settings: Settings, flows: FlowStore): RuleVerdict {
  const { namespace, id } = parsed.ok ? identityOf(parsed.root) : {};
  const before = namespace === undefined || id === undefined ? undefined : flows.get(namespace, id);
  return judgeDocument(parsed, {
    rules: settings.rules,
    version: settings.version,
    unknownTypes: settings.otherPlugins === 'refuse' ? 'refuse' : 'skip',
    lastRevision: before?.revision ?? 0,
    knownFlow: (inNamespace, flowId) => {
      const found = flows.get(inNamespace, flowId);
      return found === undefined ? 'missing' : found.disabled ? 'disabled' : 'present';
    },
  });
}
