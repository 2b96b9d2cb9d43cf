import { textOf, valueOf } from '../../src/flows/navigate.js';
import type { FlowNode, MappingNode, YamlPath } from '../../src/flows/tree.js';

/**
 * Jackson's reference chain to a place of the flow: classes where a `type` names them, else Java's
 * collections.
 */
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

/**
 * The property's real path behind what a violation's line shows: `inner.inner.message` (1.3) and
 * `tasks[inner].tasks[inner].message` (2.0) are `tasks[0].tasks[0].message`.
 * @param place where the problem is in the document, as far as that goes
 */
export function propertyPath(shown: string, place: YamlPath): string {
  let at = 0;
  const segments = shown.split(/\.(?![^[]*\])/).filter((part) => part !== '');
  const real = segments.map((segment) => {
    const key = place[at];
    const index = place[at + 1];
    const [, list, element] = /^([^[]*)\[(.*)\]$/.exec(segment) ?? [];
    // 1.3 shows the element's id in place of list and index.
    if (typeof key === 'string' && typeof index === 'number' && (list === undefined || list === key)) {
      at += 2;
      return `${key}[${index}]`;
    }
    if (key === segment) at++;
    return list === undefined || element === undefined ? segment : `${list}[${element}]`;
  });
  return real.join('.');
}
