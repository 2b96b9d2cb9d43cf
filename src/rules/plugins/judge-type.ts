import type { YamlPath } from '../../flows/tree.js';
import { atValue } from '../reading/refusal.js';
import { type Judging, report } from './judging.js';
import { nearestSpelling, nearestType, packageOf } from './nearest-type.js';

/** A type that is not known: wrong, gone, or of a plugin that is not in the catalogue. */
export function judgeUnknownType(judging: Judging, type: string, path: YamlPath): void {
  const problem = judging.plugins.exact ? notInstalled(judging, type) : notInCatalogue(judging, type);
  if (problem === undefined) {
    judging.unjudgedTypes.add(type);
    return;
  }
  const severity = judging.plugins.exact ? 'error' : 'warning';
  const target = atValue([...path, 'type']);
  report(judging, { rule: 'unknown-type', severity, text: problem.text, target, answer: 'constraints' }, problem.hint);
}

interface Words {
  readonly text: string;
  readonly hint?: string;
}

/** The server has no such plugin. */
function notInstalled({ plugins, facts }: Judging, type: string): Words {
  const meant = nearestType(type, plugins.types);
  if (meant !== undefined) return { text: `This server has no plugin type "${type}" – did you mean "${meant}"?` };
  const moved = facts?.file.gone[type]?.instead;
  const text = `This server has no plugin type "${type}".`;
  if (moved !== undefined && plugins.resolveType(moved) !== undefined) return { text, hint: `Use ${moved}.` };
  const near = plugins.types.filter((name) => packageOf(name) === packageOf(type));
  if (near.length > 0) return { text, hint: `Of its package it has ${namesOf(near)}.` };
  const known = facts?.resolveType(type) !== undefined;
  const what = known
    ? `${facts?.classOf(facts.resolveType(type)!)?.source?.name} is not installed there`
    : 'Is the plugin installed there?';
  return { text, hint: known ? `${what}, or is of another version.` : what };
}

function notInCatalogue({ plugins, core }: Judging, type: string): Words | undefined {
  // Plugins of the Enterprise Edition are not public.
  if (type.startsWith('io.kestra.plugin.ee.')) return undefined;
  const gone = plugins.file.gone[type];
  if (gone !== undefined) {
    const { name } = plugins.file.sources[gone.of]!;
    return {
      text: `"${type}" is gone: ${name} ${gone.until} is the last release that has it.`,
      ...useInstead(gone.instead),
    };
  }
  const types = [
    ...plugins.types,
    ...Object.keys(core.file.classes).filter((name) => name.startsWith('io.kestra.plugin.')),
  ];
  const home = packageOf(type);
  const known = plugins.types.find((name) => packageOf(name) === home && plugins.classOf(name)?.kind !== 'unknown');
  if (known === undefined) {
    const meant =
      type.startsWith('io.kestra.') || type.split('.').length > 3 ? nearestSpelling(type, types) : undefined;
    return meant === undefined ? undefined : { text: `Unknown type "${type}" – did you mean "${meant}"?` };
  }
  const source = plugins.classOf(known)?.source;
  const meant = nearestType(type, types);
  return {
    text: meant === undefined ? `Unknown type "${type}".` : `Unknown type "${type}" – did you mean "${meant}"?`,
    ...(source?.version === undefined ? {} : { hint: `${source.name} ${source.version} has no such type.` }),
  };
}

function useInstead(type: string | undefined): { readonly hint?: string } {
  if (type === undefined) return {};
  const edition = type.includes('.ee.') ? ', which needs the Enterprise Edition' : '';
  return { hint: `Use ${type}${edition}.` };
}

function namesOf(types: readonly string[]): string {
  const names = types.slice(0, 6).map((type) => type.slice(packageOf(type).length + 1));
  return names.join(', ') + (types.length > 6 ? ` and ${types.length - 6} more` : '');
}
