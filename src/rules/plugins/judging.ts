import type { FlowNode, YamlPath } from '../../flows/tree.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { Refusal } from '../reading/refusal.js';
import type { ProblemTarget, RuleProblem } from '../verdict.js';
import { coreClassOf, type ObjectClass, type PluginCatalogue } from './catalogue.js';

/** What is known while the plugins of one flow are judged, and what is found. */
export interface Judging {
  readonly core: Catalogue;
  /** What is known of plugins outside the core; with a server's schema that alone decides. */
  readonly plugins: PluginCatalogue;
  /** Beside a server's schema: what it does not show, the names that it hides. */
  readonly facts?: PluginCatalogue | undefined;
  readonly problems: RuleProblem[];
  /** Types of which nothing but the name is known, or not even that. */
  readonly unjudgedTypes: Set<string>;
  /** Types that were judged. */
  readonly judgedTypes: Set<string>;
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

export function classOf({ core, plugins }: Judging, name: string): ObjectClass | undefined {
  return coreClassOf(core, name) ?? plugins.classOf(name);
}

/** Reports a value that Kestra's mapper refuses, now or when the task runs. */
export function reportRefusal(judging: Judging, place: Place, refusal: Refusal): void {
  refusal.within(`${place.owner.name}["${place.property}"]`);
  const text = refusal.constraints().replace(/^Validation error: /, '');
  const { plugins, problems } = judging;
  const early = { answer: 'constraints', hint: hintOf(judging, place.owner) } as const;
  const late = { answer: 'none', hint: LATE } as const;
  problems.push({
    rule: refusal.rule,
    severity: plugins.exact && !place.late ? 'error' : 'warning',
    text,
    words: 'kestra',
    target: refusal.target,
    ...withoutUndefined(place.late ? late : early),
  });
}

const LATE = 'Kestra takes the flow; the task fails when it runs.';

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
  judging.problems.push({ ...problem, ...withoutUndefined({ hint }) });
}

/** Where the knowledge comes from: another version of the plugin may know more, or less. */
export function hintOf({ plugins }: Judging, { source }: ObjectClass): string | undefined {
  if (plugins.exact || source?.version === undefined) return undefined;
  return `Judged by ${source.name} ${source.version}; another version may differ.`;
}

export function withoutUndefined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/** Kestra renders it first: what comes out is not known. */
export function isTemplate(node: FlowNode): boolean {
  return node.kind === 'scalar' && /\{[{%#]/.test(node.text);
}
