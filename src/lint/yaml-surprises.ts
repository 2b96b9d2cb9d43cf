import type { ScalarNode } from '../flows/tree.js';
import type { CheckContext } from '../rules/checks/check.js';
import { scalarText } from '../rules/reading/refusal.js';
import type { RuleProblem } from '../rules/verdict.js';
import { typedValues } from './typed-values.js';

/**
 * Values that YAML 1.1 reads as something else than what stands there: `off`, `012`, `1.10` where Kestra
 * wants text, and numbers with a leading zero wherever they are not plainly numbers. Where a boolean or a
 * number is wanted, they mean what they say.
 */
export function findYamlSurprises({ rules, root }: CheckContext): readonly RuleProblem[] {
  return typedValues(rules, root).flatMap(({ node, path, wants }) => {
    // The identity of a flow is looked at before any rule.
    const isIdentity = path.length === 1 && (path[0] === 'id' || path[0] === 'namespace');
    if (isIdentity || !isSurprise(node, wants)) return [];
    const text = `YAML 1.1 reads ${node.text} as ${nameOf(node)}: Kestra takes it for ${scalarText(node)}.`;
    const hint = `Put quotes around it: "${node.text}".`;
    const target = { path, part: 'value' } as const;
    return [{ rule: 'yaml-surprise', severity: 'warning', text, target, hint, answer: 'none' } as const];
  });
}

function isSurprise(node: ScalarNode, wants: 'text' | 'other' | 'free'): boolean {
  if (node.style !== 'plain' || node.tag !== undefined || wants === 'other') return false;
  if (typeof node.value === 'string' || node.value === null) return false;
  // Digits with a leading zero are a code of some kind, hardly ever an octal number.
  if (wants === 'free') return /^0[0-7_]+$/.test(node.text);
  return scalarText(node) !== node.text;
}

function nameOf({ value, text }: ScalarNode): string {
  if (typeof value === 'boolean') return 'a boolean';
  if (/^[-+]?0[0-7_]+$/.test(text)) return 'an octal number';
  if (/^[-+]?0x/.test(text)) return 'a hexadecimal number';
  return 'a number';
}
