import { hasRepeatedKey, mappingsIn, walk } from '../flows/navigate.js';
import type { MappingNode, YamlPath } from '../flows/tree.js';
import type { Catalogue } from './catalogue/catalogue.js';
import type { ReadObject } from './reading/values.js';
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
    const shape = index === undefined ? undefined : catalogue.shape(index);
    if (shape?.d === 1 && value.k !== 'null') {
      problems.push(deprecation('deprecated-property', at === '' ? name : `${at}.${name}`, value.path, 'key'));
    }
    // The path says what the getter is called: `get_else`, but `getFinally`.
    const getter = name === 'finally' ? name : (shape?.j ?? name);
    if (value.k !== 'list') continue;
    value.items.forEach((item, position) => {
      if (item.k === 'object') visit(catalogue, item, `${getter}[${position}]`, problems);
    });
  }
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
  const problems = walk(root).flatMap((visit): readonly RuleProblem[] => {
    const name = visit.node.kind === 'scalar' ? visit.node.value : undefined;
    if (typeof name !== 'string' || !Object.hasOwn(aliases, name)) return [];
    const { path } = visit;
    if (typeof path.at(-1) !== 'string') return [];
    const text = `${name} is replaced by ${aliases[name]}`;
    return [{ rule: 'replaced-type', severity: 'notice', text, target: { path, part: 'value' }, answer: 'infos' }];
  });
  return problems.length > 0 && mappingsIn(root).some(({ node }) => hasRepeatedKey(node)) ? [] : problems;
}
