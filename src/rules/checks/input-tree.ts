import { isMissing, itemsOf, propOf, type Read, type ReadObject, textOf } from '../reading/values.js';
import { type CheckContext, type CheckViolation, violation } from './check.js';
import { duplicates } from './duplicates.js';
import { ENTERPRISE_ONLY } from './enterprise.js';
import { hashOrder } from './java-order.js';

/** An input that takes a value: FORMs give way to the inputs in them, `form.child`. */
export interface LeafInput {
  readonly id: string;
  readonly input: Read;
}

/** All inputs of a flow that take a value. */
export function leafInputs(flow: ReadObject): readonly LeafInput[] {
  return itemsOf(flow, 'inputs').flatMap((input) => {
    const id = textOf(propOf(input, 'id')) ?? 'null';
    if (!isForm(input)) return [{ id, input }];
    return itemsOf(input, 'inputs').map((child) => ({
      id: `${id}.${textOf(propOf(child, 'id')) ?? 'null'}`,
      input: child,
    }));
  });
}

/** Whether an input holds other inputs. */
export function isForm(input: Read): boolean {
  return input.k === 'object' && input.className === 'io.kestra.core.models.flows.input.FormInput';
}

/** Paths of inputs in FORMs: unique, and none below another. */
export function findPathConflicts(flow: ReadObject): readonly CheckViolation[] {
  const leaves = leafInputs(flow);
  const named = leaves.map(({ id, input }) => ({ id, at: propOf(input, 'id') ?? input }));
  const dotted = named.filter(({ id }) => id.includes('.'));
  const found = [...duplicates('duplicate-input-id', 'Duplicate input path', dotted)];
  const ids = new Set(named.map(({ id }) => id));
  const below = new Map<string, string[]>();
  for (const { id } of dotted) {
    for (const ancestor of prefixesOf(id).filter((prefix) => ids.has(prefix))) {
      const known = below.get(ancestor);
      if (known === undefined) below.set(ancestor, [id]);
      else known.push(id);
    }
  }
  for (const { id: ancestor, at } of below.size === 0 ? [] : named) {
    for (const id of below.get(ancestor) ?? []) {
      const message = `Input path '${ancestor}' conflicts with '${id}'; one cannot be nested under the other.`;
      found.push(violation('input-path-conflict', message, at));
      if (found.length > MOST) return found;
    }
  }
  return found;
}

/** Of a flow with more conflicts than this nobody reads the rest. */
const MOST = 1000;

function prefixesOf(id: string): readonly string[] {
  return [...id.matchAll(/\./g)].map(({ index }) => id.slice(0, index));
}

/** `dependsOn.inputs`: must exist, and lead nowhere in a circle. */
export function findBrokenDependencies(flow: ReadObject): readonly CheckViolation[] {
  const graph = new Map<string, (readonly [id: string, at: Read])[]>();
  for (const { id, input } of leafInputs(flow)) {
    const needed = itemsOf(propOf(input, 'dependsOn'), 'inputs').map((at) => [textOf(at) ?? 'null', at] as const);
    graph.set(id, [...(graph.get(id) ?? []), ...needed]);
  }
  if ([...graph.values()].every((needed) => needed.length === 0)) return [];
  const harmless = new Set<string>();
  return hashOrder([...graph.keys()]).flatMap((id) => {
    const found: CheckViolation[] = [];
    for (const [needed, at] of graph.get(id)!) {
      if (graph.has(needed)) continue;
      const message = `Input with id '${id}' depends on a non-existent input '${needed}'.`;
      found.push(violation('unknown-input-dependency', message, at));
    }
    const cycle = findCycle(id, graph, harmless);
    if (cycle !== undefined) {
      const message = `Cycle dependency detected for input with id '${id}': [${cycle.join(', ')}]`;
      found.push(violation('cyclic-input-dependency', message, graph.get(id)![0]?.[1]));
    }
    return found;
  });
}

type Graph = ReadonlyMap<string, readonly (readonly [id: string, at: Read])[]>;

/**
 * The first circle that a walk along the dependencies runs into, also one that does not lead through the
 * start. `harmless`: inputs from which no circle can be reached, which the walk adds to.
 */
function findCycle(start: string, graph: Graph, harmless: Set<string>): string[] | undefined {
  const path: string[] = [];
  const onPath = new Set<string>();
  const open: { readonly needed: readonly (readonly [string, Read])[]; next: number }[] = [];
  const enter = (id: string): void => {
    path.push(id);
    onPath.add(id);
    open.push({ needed: graph.get(id) ?? [], next: 0 });
  };
  if (!harmless.has(start)) enter(start);
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const next = top.needed[top.next++]?.[0];
    if (next === undefined) {
      open.pop();
      const id = path.pop()!;
      onPath.delete(id);
      harmless.add(id);
    } else if (onPath.has(next)) return path.slice(path.indexOf(next));
    else if (!harmless.has(next)) enter(next);
  }
  return undefined;
}

/** 2.0: Schedule and Webhook triggers must give a value to every input that has none. */
export function findMissingTriggerInputs(flow: ReadObject, context: CheckContext): readonly CheckViolation[] {
  if (context.rules !== '2.0') return [];
  const needed = [
    ...new Set(
      leafInputs(flow)
        .filter(({ input }) => needsValue(input))
        .map(({ id }) => id),
    ),
  ];
  if (needed.length === 0) return [];
  return triggerInputs(flow).flatMap(({ kind, trigger, supplied }) => {
    const missing = needed.filter((id) => !supplied.has(id));
    if (missing.join('') === '') return [];
    const id = propOf(trigger, 'id');
    const message = `Missing inputs for ${kind} Trigger '${textOf(id) ?? 'null'}', missing inputs: '${missing.join(' | ')}'`;
    return [violation('missing-trigger-inputs', message, propOf(trigger, 'inputs') ?? id ?? trigger)];
  });
}

function needsValue(input: Read): boolean {
  const required = propOf(input, 'required');
  return isMissing(propOf(input, 'defaults')) && !(required?.k === 'scalar' && required.value === false);
}

/** What a trigger gives to the inputs of its flow. */
export interface TriggerInputs {
  readonly kind: 'Schedule' | 'Webhook';
  readonly trigger: Read;
  readonly supplied: ReadonlyMap<string, Read>;
}

/** What the Schedule and Webhook triggers of a flow give to its inputs. */
export function triggerInputs(flow: ReadObject): readonly TriggerInputs[] {
  return itemsOf(flow, 'triggers').flatMap((trigger) => {
    const kind = trigger.k === 'object' ? SUPPLIERS.get(trigger.className) : undefined;
    if (kind === undefined) return [];
    const inputs = propOf(trigger, 'inputs');
    return [{ kind, trigger, supplied: new Map(inputs?.k === 'map' ? inputs.entries : []) }];
  });
}

const SUPPLIERS: ReadonlyMap<string, TriggerInputs['kind']> = new Map([
  ['io.kestra.plugin.core.trigger.Schedule', 'Schedule'],
  ['io.kestra.plugin.core.trigger.Webhook', 'Webhook'],
]);

/** 2.0: types of inputs that only the Enterprise Edition has. */
export function findEnterpriseInputs(flow: ReadObject, context: CheckContext): readonly CheckViolation[] {
  if (context.rules !== '2.0') return [];
  const all = itemsOf(flow, 'inputs').flatMap((input) => [input, ...(isForm(input) ? itemsOf(input, 'inputs') : [])]);
  return all.flatMap((input) => {
    if (input.k !== 'object' || input.className !== 'io.kestra.core.models.flows.input.ReusableInputsInput') return [];
    const message = `Input '${textOf(propOf(input, 'id')) ?? 'null'}' of type REUSABLE_INPUTS is only available in Enterprise Edition.`;
    return [violation(ENTERPRISE_ONLY, message, propOf(input, 'type') ?? input)];
  });
}
