import type { FlowNode, MappingNode, YamlPath } from '../flows/tree.js';
import type { Catalogue } from './catalogue/catalogue.js';
import type { Read, ReadObject } from './reading/values.js';
import type { RuleProblem } from './verdict.js';

/**
 * `deprecationPaths`: deprecated properties that are given, and deprecated classes, of the flow and of the
 * objects in its lists at any depth. As on the server a path forgets where it is nested: it begins at the
 * list, e.g. `tasks[0]`.
 */
export function findDeprecations(catalogue: Catalogue, flow: ReadObject): readonly RuleProblem[] {
  const problems: RuleProblem[] = [];
  visit(catalogue, flow, '', problems);
  return problems;
}

function visit(catalogue: Catalogue, object: ReadObject, at: string, problems: RuleProblem[]): void {
  if (object.entry.deprecated === 1) {
    const type = object.props.get('type');
    problems.push(deprecation('deprecated-type', at, type?.path ?? object.path, 'value'));
  }
  for (const [name, value] of object.props) {
    const index = object.entry.props[name];
    const isDeprecated = index !== undefined && catalogue.shape(index).d === 1;
    if (isDeprecated && value.k !== 'null') {
      problems.push(deprecation('deprecated-property', at === '' ? name : `${at}.${name}`, value.path, 'key'));
    }
    // The path says what the getter is called: `get_else`, but `getFinally`.
    const shape = index === undefined ? undefined : catalogue.shape(index);
    const getter = name === 'finally' ? name : (shape?.j ?? name);
    for (const [item, position] of objectsIn(value)) visit(catalogue, item, `${getter}[${position}]`, problems);
  }
}

function objectsIn(value: Read): readonly (readonly [ReadObject, number])[] {
  if (value.k !== 'list') return [];
  return value.items.flatMap((item, index) => (item.k === 'object' ? [[item, index] as const] : []));
}

function deprecation(rule: string, text: string, path: YamlPath, part: 'key' | 'value'): RuleProblem {
  return { rule, severity: 'warning', text, target: { path, part }, answer: 'deprecationPaths' };
}

/**
 * `infos`: every string value of a map, wherever it stands, that is the old name of a type. The server reads
 * the source once more for this, strictly: with a duplicate key anywhere it finds none.
 */
export function findReplacedTypes(catalogue: Catalogue, root: MappingNode): readonly RuleProblem[] {
  const { aliases } = catalogue.file;
  const problems: RuleProblem[] = [];
  let hasDuplicates = false;
  const walk = (node: FlowNode, path: YamlPath): void => {
    if (node.kind === 'sequence') node.items.forEach((item, index) => walk(item, [...path, index]));
    if (node.kind !== 'mapping') return;
    if (new Set(node.entries.map(({ key }) => key)).size < node.entries.length) hasDuplicates = true;
    for (const { key, value } of node.entries) {
      const at = [...path, key];
      const name = value.kind === 'scalar' && typeof value.value === 'string' ? value.value : '';
      const current = Object.hasOwn(aliases, name) ? aliases[name] : undefined;
      if (current === undefined) walk(value, at);
      else {
        const text = `${name} is replaced by ${current}`;
        problems.push({
          rule: 'replaced-type',
          severity: 'notice',
          text,
          target: { path: at, part: 'value' },
          answer: 'infos',
        });
      }
    }
  };
  walk(root, []);
  return hasDuplicates ? [] : problems;
}
