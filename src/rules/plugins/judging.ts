import type { FlowNode, MappingNode, YamlPath } from '../../flows/tree.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { TypeSpec } from '../catalogue/format.js';
import { Refusal } from '../reading/refusal.js';
import type { ProblemTarget, RuleProblem } from '../verdict.js';
import { coreClassOf, type ObjectClass, type PluginCatalogue } from './catalogue.js';
import type { PluginSource } from './format.js';

/** What is known while the plugins of one flow are judged, and what is found. */
export interface Judging {
  readonly core: Catalogue;
  /** What is known of plugins outside the core; with a server's schema that alone decides. */
  readonly plugins: PluginCatalogue;
  /** Beside a server's schema: what it does not show, the names that it hides. */
  readonly facts?: PluginCatalogue | undefined;
  /** Judges an object inside a value; values hold objects, and objects values. */
  readonly judgeObject: (
    judging: Judging,
    found: ObjectClass,
    node: MappingNode,
    where: Pick<Place, 'path' | 'late'>,
    judged?: ReadonlySet<string>,
  ) => void;
  /** Judges an object whose `type` names its class. */
  readonly judgePlugin: (judging: Judging, base: string, node: MappingNode, path: YamlPath, isRead: boolean) => void;
  /** Properties that plugin defaults of the flow give to a type. */
  readonly givenTo: (type: string) => ReadonlySet<string>;
  readonly problems: RuleProblem[];
  /** Types of which nothing but the name is known, or not even that. */
  readonly unjudgedTypes: Set<string>;
  /** The plugins, at the versions by which was judged. */
  readonly sources: Set<PluginSource>;
}

/** Where in a flow a value stands, and whose property it is. */
export interface Place {
  readonly path: YamlPath;
  /** The class that has the property. */
  readonly owner: ObjectClass;
  /** The property, or the one that the value is inside of. */
  readonly property: string;
  /** Kestra takes the value as it is and reads it when the task runs. */
  readonly late: boolean;
}

/** A class by its name, of the core or of a plugin. */
export function classOf({ core, plugins }: Judging, name: string): ObjectClass | undefined {
  return coreClassOf(core, name) ?? plugins.classOf(name);
}

/** Reports a value that Kestra's mapper refuses, now or when the task runs. */
export function reportRefusal(judging: Judging, place: Place, refusal: Refusal): void {
  refusal.within(`${place.owner.name}["${place.property}"]`);
  const text = refusal.constraints().replace(/^Validation error: /, '');
  const { plugins, problems } = judging;
  const early = { answer: 'constraints', hint: hintOf(judging, place.owner) } as const;
  const late = {
    answer: 'none',
    hint: plugins.exact ? LATE : `${LATE} ${hintOf(judging, place.owner) ?? ''}`.trim(),
  } as const;
  problems.push({
    rule: refusal.rule,
    severity: plugins.exact && !place.late && isCertain(judging, place, refusal) ? 'error' : 'warning',
    text,
    words: 'kestra',
    target: refusal.target,
    ...withoutUndefined(place.late ? late : early),
  });
}

const LATE = 'The task fails when it runs, if not before.';

/**
 * A schema also lists values that are merely recommended: only the class itself knows that there are no
 * others.
 */
function isCertain({ facts }: Judging, { owner, property }: Place, { rule }: Refusal): boolean {
  if (rule !== 'wrong-value' || owner.source === undefined) return true;
  const spec = facts?.classOf(owner.name)?.props.get(property)?.t;
  return spec !== undefined && isOfConstants(spec);
}

function isOfConstants(spec: TypeSpec): boolean {
  if (spec.k === 'list' || spec.k === 'map' || spec.k === 'property') return isOfConstants(spec.of);
  return spec.k !== 'string' && spec.k !== 'any' && spec.k !== 'scalar';
}

/** Runs a reader of the core on a value and reports what it refuses. */
export function tryReading(judging: Judging, place: Place, read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    reportRefusal(judging, place, error);
  }
}

/** Reports something in words of ours. */
export function report(
  judging: Judging,
  problem: Pick<RuleProblem, 'rule' | 'severity' | 'text' | 'answer'> & { readonly target: ProblemTarget },
  hint?: string,
): void {
  judging.problems.push({ ...problem, words: 'ours', ...withoutUndefined({ hint }) });
}

/** Where the knowledge comes from: another version of the plugin may know more, or less. */
export function hintOf({ plugins }: Judging, { source }: ObjectClass): string | undefined {
  if (plugins.exact || source?.version === undefined) return undefined;
  return `Judged by ${source.name} ${source.version}; another version may differ.`;
}

/** The fields that have a value. */
export function withoutUndefined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/** Kestra renders it first: what comes out is not known. */
export function isTemplate(node: FlowNode): boolean {
  return node.kind === 'scalar' && /\{[{%#]/.test(node.text);
}
