import { entryOf, mappingsIn, textOf, valueOf } from '../flows/navigate.js';
import type { MappingNode, YamlPath } from '../flows/tree.js';
import type { CheckContext } from '../rules/checks/check.js';
import type { RuleProblem } from '../rules/verdict.js';
import { spanInScalar } from '../flows/scalar-offsets.js';
import { readingOf, templatesOf } from './templates.js';

/** What Kestra 2.0 takes and then does otherwise than 1.3, or fails at when the flow runs. */
export function findChangesOf20(context: CheckContext): readonly RuleProblem[] {
  return [...pluginChanges(context.root), ...expressionChanges(context)];
}

/** For the rules of 2.0 only. */
export function findTrapsOf20(context: CheckContext): readonly RuleProblem[] {
  return context.rules === '2.0' ? findChangesOf20(context) : [];
}

function pluginChanges(root: MappingNode): readonly RuleProblem[] {
  const problems: RuleProblem[] = [];
  const add = (path: YamlPath, part: 'key' | 'value', text: string, hint: string): void => {
    problems.push({ rule: 'changed-in-2.0', severity: 'warning', text, target: { path, part }, hint, answer: 'none' });
  };
  for (const { node, path } of mappingsIn(root)) {
    const type = textOf(node, 'type') ?? '';
    const has = (key: string): boolean => entryOf(node, key) !== undefined;
    if (path[0] === 'checks' && path.length === 2 && has('condition')) {
      add([...path, 'condition'], 'key', '`condition` of a check is an old name in Kestra 2.0.', 'Use `when`.');
    }
    if (NEEDS_AUTH.test(type) && !has('auth')) {
      const text = `Kestra 2.0 wants credentials for ${type}: without \`auth\` or defaults of the namespace it fails when it runs.`;
      add([...path, 'type'], 'value', text, 'Add `auth`.');
    }
    if (type === 'io.kestra.plugin.fs.local.Delete' && !has('recursive')) {
      const text = 'In Kestra 2.0 this leaves the content of folders alone.';
      add([...path, 'type'], 'value', text, 'Add `recursive: true` if folders are meant.');
    }
    if (type.startsWith('io.kestra.plugin.scripts.')) {
      for (const [key, instead] of SCRIPT_PROPERTIES) {
        if (has(key))
          add([...path, key], 'key', `Script tasks of Kestra 2.0 have no \`${key}\`.`, `Use \`${instead}\`.`);
      }
    }
    if (REMOVED.test(type)) {
      const instead = type.includes('.git.')
        ? 'io.kestra.plugin.git.SyncFlows'
        : 'the tasks of io.kestra.plugin.graalvm';
      add([...path, 'type'], 'value', `${type} is gone in Kestra 2.0.`, `Use ${instead}.`);
    }
    addCanceled(node, path, type, add);
  }
  return problems;
}

const NEEDS_AUTH =
  /^io\.kestra\.plugin\.(git\.(SyncFlows?|Sync|PushFlows|TenantSync|NamespaceSync)|kestra\..+|ai\.tool\.KestraFlow)$|^io\.kestra\.plugin\.ee\.git\./;
const REMOVED = /^io\.kestra\.plugin\.(git\.Push|scripts\.nashorn\..+)$/;
const SCRIPT_PROPERTIES = [
  ['runner', 'taskRunner'],
  ['docker', 'containerImage'],
] as const;

type Add = (path: YamlPath, part: 'key' | 'value', text: string, hint: string) => void;

function addCanceled(node: MappingNode, path: YamlPath, type: string, add: Add): void {
  const text = 'Kestra 2.0 has no state CANCELED.';
  const hint = 'Write CANCELLED.';
  const states = valueOf(node, 'states');
  if (states?.kind === 'sequence') {
    states.items.forEach((item, index) => {
      const isIt = item.kind === 'scalar' && item.text === 'CANCELED';
      if (isIt) add([...path, 'states', index], 'value', text, hint);
    });
  }
  if (type.endsWith('.execution.Exit') && textOf(node, 'state') === 'CANCELED')
    add([...path, 'state'], 'value', text, hint);
}

/**
 * Arguments and variables that have another name; unknown functions and filters are found with the names of
 * 2.0.
 */
function expressionChanges({ root, source, rules }: CheckContext): readonly RuleProblem[] {
  return templatesOf(rules, root).flatMap(({ node }) => {
    const { uses, references } = readingOf(node);
    const found = [
      ...uses
        .filter(({ name }) => name === 'read' || name === 'fileURI')
        .filter(({ args }) => args.some((argument) => argument.name === 'version'))
        .map(({ name, start, end }) => ({
          text: `In Kestra 2.0 \`${name}\` has no argument \`version\`.`,
          hint: 'Use `revision`.',
          start,
          end,
        })),
      ...references.flatMap(({ path }) => {
        const { name, start, end } = path[0]!;
        const hint = VARIABLES.get(name);
        return hint === undefined ? [] : [{ text: `Kestra 2.0 has no variable \`${name}\`.`, hint, start, end }];
      }),
    ];
    return found.map(({ text, hint, start, end }): RuleProblem => {
      const target = { span: spanInScalar(source, node, start, end) };
      return { rule: 'changed-in-2.0', severity: 'warning', text, target, hint, answer: 'none' };
    });
  });
}

const VARIABLES: ReadonlyMap<string, string> = new Map([
  ['schedule', 'Use `trigger`.'],
  ['outputDir', 'Name the files in `outputFiles`.'],
]);
