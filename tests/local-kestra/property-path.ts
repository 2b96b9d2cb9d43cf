import { textOf, valueOf } from '../../src/flows/navigate.js';
import type { FlowNode, MappingNode, YamlPath } from '../../src/flows/tree.js';
import type { RuleSetName } from '../../src/rules/verdict.js';

/** Jackson's reference chain to a place of the flow: classes where a `type` names them, else Java's collections. */
export function chainOf(root: MappingNode, path: YamlPath): string {
  let node: FlowNode | undefined = root;
  const steps = path.map((step, index) => {
    const at: FlowNode | undefined = node;
    if (typeof step === 'number') {
      node = at?.kind === 'sequence' ? at.items[step] : undefined;
      return `java.util.ArrayList[${step}]`;
    }
    node = valueOf(at, step);
    const own = index === 0 ? 'io.kestra.core.models.flows.FlowWithSource' : textOf(at, 'type');
    return `${own?.includes('.') ? own : 'java.util.LinkedHashMap'}["${step}"]`;
  });
  return steps.join('->');
}

/** The property's real path behind what a violation's line shows: `hello.message` (1.3) and `tasks[hello].message` (2.0) are `tasks[0].message`. */
export function propertyPath(root: MappingNode, shown: string, rules: RuleSetName): string {
  let node: FlowNode | undefined = root;
  let path = '';
  for (const segment of shown.split(/\.(?![^[]*\])/).filter((part) => part !== '')) {
    const [, key = segment, inside] = /^([^[]*)\[([^\]]*)\]$/.exec(segment) ?? [];
    const list = inside === undefined ? listWith(node, key, rules) : key;
    const index = indexIn(valueOf(node, list ?? key), list === undefined ? undefined : (inside ?? key));
    const name = list ?? key;
    path += `${path === '' ? '' : '.'}${name}${index === undefined ? '' : `[${index}]`}`;
    const value: FlowNode | undefined = valueOf(node, name);
    node = index === undefined ? value : value?.kind === 'sequence' ? value.items[index] : undefined;
  }
  return path;
}

/** 1.3 shows the id alone: the list that has an element of this id, unless there is a property of this name. */
function listWith(node: FlowNode | undefined, segment: string, rules: RuleSetName): string | undefined {
  if (rules !== '1.3' || node?.kind !== 'mapping' || valueOf(node, segment) !== undefined) return undefined;
  return ['tasks', 'inputs'].find((list) => indexIn(valueOf(node, list), segment) !== undefined);
}

function indexIn(list: FlowNode | undefined, element: string | undefined): number | undefined {
  if (element === undefined) return undefined;
  const index = list?.kind === 'sequence' ? list.items.findIndex((item) => textOf(item, 'id') === element) : -1;
  if (index !== -1) return index;
  return /^\d+$/.test(element) ? Number(element) : undefined;
}
