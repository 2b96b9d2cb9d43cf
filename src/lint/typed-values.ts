import { valueOf } from '../flows/navigate.js';
import type { FlowNode, MappingNode, ScalarNode, YamlPath } from '../flows/tree.js';
import { basePropertiesOf } from '../rules/catalogue/base-properties.js';
import { type Catalogue, catalogueOf, FLOW } from '../rules/catalogue/catalogue.js';
import type { TypeSpec } from '../rules/catalogue/format.js';
import { KINDS_OF_BASE } from '../rules/reading/plugin-kinds.js';
import type { RuleSetName } from '../rules/verdict.js';

/** A scalar of a flow with what Kestra takes it for. */
export interface TypedValue {
  readonly node: ScalarNode;
  readonly path: YamlPath;
  /**
   * text: Kestra wants text. other: it wants something else. free: it takes what comes, or nobody knows what
   * it wants.
   */
  readonly wants: 'text' | 'other' | 'free';
  /**
   * Whether Kestra renders it as a template, sooner or later; false when it surely does not or nobody knows.
   */
  readonly rendered: boolean;
  /** A date or a duration that Kestra reads only when it has rendered it: it takes any text before. */
  readonly late?: LateTime;
}

export interface LateTime {
  /** Its Java class. */
  readonly java: string;
  /** The class of Kestra's that has it, and the property. */
  readonly owner: string;
  readonly property: string;
}

/**
 * Every scalar below a flow, with what the catalogue of a rule set says about it. Properties of plugins
 * outside the core are free, and rendered.
 */
export function typedValues(rules: RuleSetName, root: MappingNode): readonly TypedValue[] {
  if (latest?.root !== root || latest.rules !== rules) {
    const walk = new Walk(catalogueOf(rules));
    walk.object(FLOW, root, []);
    latest = { rules, root, values: walk.found };
  }
  return latest.values;
}

/** Several rules ask for the values of a flow, before the next flow has its turn. */
let latest:
  { readonly rules: RuleSetName; readonly root: MappingNode; readonly values: readonly TypedValue[] } | undefined;

interface State {
  /** The value, or what it is in, is a template. */
  readonly rendered: boolean;
  /** Whose property it is, when Kestra reads it only then. */
  readonly late?: Pick<LateTime, 'owner' | 'property'>;
}

const FREE: TypeSpec = { k: 'any' };
const TEXT: TypeSpec = { k: 'string' };

/** Of tasks and triggers in general: never rendered. */
const OF_EVERY_PLUGIN = new Set(['id', 'type', 'version', 'description', 'displayName', 'pluginDefaultsRef', 'cron']);
/** Of a flow and of its models: what is rendered, by class. */
const RENDERED: ReadonlyMap<string, readonly string[]> = new Map([
  ['io.kestra.core.models.flows.Output', ['value']],
  ['io.kestra.core.models.flows.check.Check', ['condition', 'when']],
  ['io.kestra.core.models.flows.DependsOn', ['condition']],
  ['io.kestra.core.models.flows.sla.types.ExecutionAssertionSLA', ['assert']],
  ['io.kestra.core.models.flows.input.SelectInput', ['expression']],
  ['io.kestra.core.models.flows.input.MultiselectInput', ['expression']],
]);
/**
 * Text of the core's plugins that is no template although it is plain text: names, and what runs before
 * anything can be rendered.
 */
const PLAIN = new Set(['timezone', 'responseContentType', 'templateId', 'backfill', 'ref', 'tenantId', 'metadata']);
/** The core's conditions on other flows compare plain text. */
const COMPARED = /\.condition\.(FlowCondition|FlowNamespaceCondition|ExecutionFlow)$/;

class Walk {
  readonly found: TypedValue[] = [];

  constructor(private readonly catalogue: Catalogue) {}

  object(className: string, node: MappingNode, path: YamlPath): void {
    const entry = this.catalogue.classEntry(className);
    for (const { key, value } of node.entries) {
      const name = entry?.names?.[key] ?? key;
      const index = entry !== undefined && Object.hasOwn(entry.props, name) ? entry.props[name] : undefined;
      if (index === undefined) continue;
      const spec = this.catalogue.shape(index).t;
      const rendered = this.#isRendered(className, name, spec);
      if (name === 'pluginDefaults' || name === 'taskDefaults') this.#pluginDefaults(value, [...path, key]);
      else this.#property(className, name, spec, value, [...path, key], rendered);
    }
  }

  #property(owner: string, name: string, spec: TypeSpec, value: FlowNode, path: YamlPath, rendered: boolean): void {
    const late = spec.k === 'property' ? { late: { owner, property: name } } : {};
    this.#value(spec, value, path, { rendered, ...late });
  }

  #isRendered(className: string, name: string, spec: TypeSpec): boolean {
    const kind = this.catalogue.classEntry(className)?.kind;
    if (kind === 'flow') return false;
    if (spec.k === 'property') return name !== 'prefill';
    if (kind === 'model') return RENDERED.get(className)?.includes(name) ?? false;
    return !OF_EVERY_PLUGIN.has(name) && !PLAIN.has(name) && !COMPARED.test(className);
  }

  #value(spec: TypeSpec, node: FlowNode, path: YamlPath, state: State): void {
    switch (spec.k) {
      case 'property':
        return this.#value(spec.of, node, path, state);
      case 'list':
        if (node.kind !== 'sequence') break;
        return node.items.forEach((item, index) => this.#value(spec.of, item, [...path, index], state));
      case 'map':
        return this.#entries(node, path, spec.of, state);
      case 'object':
        return this.#model(spec.class, node, path);
      case 'union':
        return this.#union(spec.base, node, path);
      case 'plugin':
        return node.kind === 'mapping' ? this.plugin(node, path, spec.base) : undefined;
      case 'custom':
        return spec.reader === 'ListOrMapOfLabelDeserializer' ? this.#labels(node, path, state) : undefined;
      default:
    }
    if (node.kind === 'scalar') {
      const wants = spec.k === 'string' ? 'text' : spec.k === 'any' ? 'free' : 'other';
      const java = state.late === undefined ? undefined : javaTime(spec, state.late);
      const late = java === undefined ? {} : { late: { ...state.late!, java } };
      this.found.push({ node, path, wants, rendered: state.rendered, ...late });
    } else this.#free(node, path, state);
  }

  #entries(node: FlowNode, path: YamlPath, spec: TypeSpec, state: State): void {
    if (node.kind !== 'mapping') return;
    for (const { key, value } of node.entries) this.#value(spec, value, [...path, key], state);
  }

  #model(className: string, node: FlowNode, path: YamlPath): void {
    // An option of a SELECT input: a bare value, or a map with `value`.
    if (this.catalogue.classEntry(className)?.reader === 'delegate') {
      if (node.kind === 'mapping') this.#entries(node, path, TEXT, { rendered: false });
      else this.#value(TEXT, node, path, { rendered: false });
    } else if (node.kind === 'mapping') this.object(className, node, path);
  }

  #union(base: string, node: FlowNode, path: YamlPath): void {
    const union = this.catalogue.union(base);
    const type = union?.by === undefined ? undefined : valueOf(node, union.by);
    const className = type?.kind === 'scalar' ? union!.types[type.text] : undefined;
    if (className !== undefined && node.kind === 'mapping') this.object(className, node, path);
  }

  plugin(node: MappingNode, path: YamlPath, base?: string): void {
    const type = valueOf(node, 'type');
    const className = type?.kind === 'scalar' ? this.catalogue.resolveType(type.text) : undefined;
    if (className !== undefined) this.object(className, node, path);
    else if (type !== undefined) this.#outside(node, path, KINDS_OF_BASE.get(base ?? ''));
  }

  /** A task, trigger or the like of a plugin outside the core. */
  #outside(node: MappingNode, path: YamlPath, kind?: 'task' | 'trigger'): void {
    const base = kind === undefined ? {} : basePropertiesOf(this.catalogue, kind);
    for (const { key, value } of node.entries) {
      const at = [...path, key];
      const spec = Object.hasOwn(base, key) ? this.catalogue.shape(base[key]!).t : undefined;
      if (spec?.k === 'property') this.#property(kind!, key, spec, value, at, true);
      else if (OF_EVERY_PLUGIN.has(key)) this.#value(TEXT, value, at, { rendered: false });
      else if (key === 'env') this.#env(value, at);
      else if (!NEVER_RENDERED.has(key)) this.#value(FREE, value, at, { rendered: true });
    }
  }

  /** Environment variables are text in every plugin that has them; some take a template that gives a map. */
  #env(node: FlowNode, path: YamlPath): void {
    if (node.kind === 'mapping') this.#entries(node, path, TEXT, { rendered: true });
    else this.#value(FREE, node, path, { rendered: true });
  }

  /** Below a value of unknown shape. What looks like a plugin is one. */
  #free(node: FlowNode, path: YamlPath, state: State): void {
    if (node.kind === 'sequence') node.items.forEach((item, index) => this.#value(FREE, item, [...path, index], state));
    if (node.kind !== 'mapping') return;
    const type = valueOf(node, 'type');
    if (state.rendered && type?.kind === 'scalar' && type.text.includes('.') && !type.text.includes('{{')) {
      return this.plugin(node, path);
    }
    this.#entries(node, path, FREE, state);
  }

  #labels(node: FlowNode, path: YamlPath, state: State): void {
    if (node.kind === 'mapping') this.#entries(node, path, TEXT, state);
    if (node.kind !== 'sequence') return;
    node.items.forEach((item, index) => this.#entries(item, [...path, index], TEXT, state));
  }

  /** The values of defaults become those of a task. */
  #pluginDefaults(node: FlowNode, path: YamlPath): void {
    if (node.kind !== 'sequence') return;
    node.items.forEach((item, index) => {
      const values = valueOf(item, 'values');
      const type = valueOf(item, 'type');
      if (values?.kind !== 'mapping' || type?.kind !== 'scalar') return;
      const className = this.catalogue.resolveType(type.text);
      const at = [...path, index, 'values'];
      if (className === undefined) this.#outside(values, at);
      else this.object(className, values, at);
    });
  }
}

/** The class of `java.time` that Kestra makes of a value. */
function javaTime(spec: TypeSpec, { owner, property }: Pick<LateTime, 'owner' | 'property'>): string | undefined {
  if (spec.k === 'duration' || spec.k === 'date') return spec.java;
  return PURGES.test(owner) && /^(start|end)Date$/.test(property) ? 'java.time.ZonedDateTime' : undefined;
}

/** Their dates are text that is parsed when they run. */
const PURGES = /\.plugin\.core\.(execution\.PurgeExecutions|log\.PurgeLogs|storage\.PurgeStorage)$/;

/** What every task or trigger may have beside its own properties. */
const NEVER_RENDERED = new Set(['retry', 'taskCache', 'disabled', 'logLevel', 'allowFailure', 'assets', 'stopAfter']);
