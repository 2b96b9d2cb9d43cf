import type { MappingNode, YamlPath } from '../../flows/tree.js';
import { basePropertiesOf } from '../catalogue/base-properties.js';
import type { Shape } from '../catalogue/format.js';
import { movedType } from '../moved-types.js';
import { atValue, scalarValue } from '../reading/refusal.js';
import { valueOf } from '../reading/values.js';
import { coreClassOf, nameOf, type ObjectClass } from './catalogue.js';
import { isNoPlugin } from '../reading/no-plugin.js';
import { KINDS_OF_BASE } from '../reading/plugin-kinds.js';
import { judgeObject, judgeSlips } from './judge-object.js';
import { judgeUnknownType } from './judge-type.js';
import { type Judging, report } from './judging.js';

/**
 * Judges an object that Kestra reads as the plugin which its `type` names.
 * @param base the Java class that the place wants
 * @param isRead whether the reading of the flow itself judges what every task and every trigger has
 */
export function judgePlugin(judging: Judging, base: string, node: MappingNode, path: YamlPath, isRead: boolean): void {
  const given = valueOf(node, 'type');
  const type = given?.kind === 'scalar' ? scalarValue(given) : undefined;
  if (typeof type !== 'string' || type.trim() === '') return reportNoType(judging, path);
  const kind = KINDS_OF_BASE.get(base);
  const shapes = kind === undefined ? undefined : Object.entries(basePropertiesOf(judging.core, kind));
  const ofBase = new Map((shapes ?? []).map(([name, index]): [string, Shape] => [name, judging.core.shape(index)]));
  const inCore = judging.core.resolveType(type);
  const found = inCore === undefined ? outside(judging, base, type, path) : coreClassOf(judging.core, inCore);
  if (found === undefined) return judgeSlips(judging, node, path, [...ofBase.keys()]);
  if (reportWrongKind(judging, base, found, path)) return;
  const judged = new Set(isRead ? ofBase.keys() : []);
  judgeObject(judging, found, node, { path, late: false }, judged.add('type'), isRead ? undefined : ofBase);
  reportMissing(judging, found, type, node, path);
}

/** Only a server's schema says what is required, and defaults that nobody sees here may fill it. */
function reportMissing(judging: Judging, found: ObjectClass, type: string, node: MappingNode, path: YamlPath): void {
  const given = judging.givenTo(type);
  for (const name of found.required) {
    if (name === 'id' || name === 'type' || valueOf(node, name) !== undefined || given.has(name)) continue;
    const text = `${nameOf(found)} needs the property "${name}".`;
    const hint = 'Plugin defaults of the namespace or of the server may fill it.';
    report(
      judging,
      { rule: 'missing-property', severity: 'warning', text, target: atValue(path), answer: 'none' },
      hint,
    );
  }
}

/** The class of a type outside the core; undefined when nothing is known about its properties. */
function outside(judging: Judging, base: string, type: string, path: YamlPath): ObjectClass | undefined {
  const { plugins } = judging;
  const className = plugins.resolveType(type);
  const found = className === undefined ? undefined : plugins.classOf(className);
  if (found === undefined) {
    if (isNoPlugin(judging.core, type)) judging.problems.push(refusedType(judging, base, type, path));
    else judgeUnknownType(judging, type, path);
    return undefined;
  }
  const target = atValue([...path, 'type']);
  if (found.name !== type) {
    const text = `${type} is replaced by ${found.name}`;
    judging.problems.push({
      rule: 'replaced-type',
      severity: 'notice',
      text,
      words: 'kestra',
      target,
      answer: 'infos',
    });
  }
  // Of types that left the core there is more to say, elsewhere.
  if (found.deprecated && movedType(type) === undefined) {
    const text = `The type ${nameOf(found)} is deprecated.`;
    report(judging, { rule: 'deprecated', severity: 'warning', text, target, answer: 'deprecationPaths' });
  }
  if (found.kind === 'unknown') judging.unjudgedTypes.add(type);
  else if (found.source !== undefined) judging.sources.add(found.source);
  return found.kind === 'unknown' ? undefined : found;
}

/** Of what the core gives to plugins, such as a task runner: another version refuses it as well. */
function refusedType({ plugins }: Judging, base: string, type: string, path: YamlPath): Judging['problems'][number] {
  return {
    rule: 'unknown-type',
    severity: plugins.exact || WANTED.has(base) ? 'error' : 'warning',
    text: `Invalid type: ${type}`,
    words: 'kestra',
    target: atValue([...path, 'type']),
    answer: 'constraints',
  };
}

function reportNoType(judging: Judging, path: YamlPath): void {
  judging.problems.push({
    rule: 'missing-type',
    severity: judging.plugins.exact ? 'error' : 'warning',
    text: 'Invalid type: <null>',
    words: 'kestra',
    target: atValue(path),
    answer: 'constraints',
  });
}

/** A trigger among the tasks, an AI provider where a memory is wanted. */
function reportWrongKind(judging: Judging, base: string, found: ObjectClass, path: YamlPath): boolean {
  const wanted = WANTED.get(base);
  // A schema does not tell what every class is.
  const isUncertain = found.kind === 'unknown' || (judging.plugins.exact && found.kind === 'plugin');
  const fits =
    wanted === undefined
      ? found.bases.length === 0 || judging.plugins.classOf(base) === undefined || found.bases.includes(base)
      : found.kind === wanted[0] || isUncertain;
  if (fits) return false;
  const [, words] = wanted ?? [undefined, nameOf({ name: base })];
  const text = `${nameOf(found)} cannot stand here: ${words} is wanted.`;
  const target = atValue([...path, 'type']);
  const severity = judging.plugins.exact ? 'error' : 'warning';
  report(judging, { rule: 'wrong-kind-of-plugin', severity, text, target, answer: 'constraints' });
  return true;
}

const WANTED: ReadonlyMap<string, readonly [kind: ObjectClass['kind'], words: string]> = new Map([
  ['io.kestra.core.models.tasks.Task', ['task', 'a task']],
  ['io.kestra.core.models.triggers.AbstractTrigger', ['trigger', 'a trigger']],
  ['io.kestra.core.models.conditions.Condition', ['condition', 'a condition']],
  ['io.kestra.core.models.tasks.runners.TaskRunner', ['taskRunner', 'a task runner']],
]);
