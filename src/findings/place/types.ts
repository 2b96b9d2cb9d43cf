import { textOf } from '../../flows/navigate.js';
import type { FlowNode } from '../../flows/tree.js';
import { classOfType } from '../../rules/known-names.js';
import type { RuleSetName } from '../../rules/verdict.js';

/** The `type` of an object as it is written. */
export function typeOf(node: FlowNode | undefined): string | undefined {
  return textOf(node, 'type');
}

/** Whether an object is of a class: by its type, or by the class that its type is another name of. */
export function isOfClass(node: FlowNode, className: string, rules: RuleSetName): boolean {
  const type = typeOf(node);
  return type !== undefined && (type === className || classOfType(rules, type) === className);
}

/** The name of a class or type without its package. */
export function simpleName(className: string): string {
  return className.slice(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
}

/** Whether the type of an object has this name in any package: plugins moved, and kept their names. */
export function isNamed(node: FlowNode | undefined, ...names: readonly string[]): boolean {
  return names.some((name) => typeOf(node)?.endsWith(`.${name}`) === true);
}
