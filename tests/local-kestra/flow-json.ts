import { valueOf } from '../../src/flows/navigate.js';
import type { FlowNode, MappingNode, ScalarNode } from '../../src/flows/tree.js';
import { parseSource } from '../flow-source.js';
import type { StoredFlow } from './flow-store.js';
import type { Settings } from './settings.js';

/** What of a flow's document comes back in answers beside its identity. */
const KEYS = ['description', 'inputs', 'outputs', 'variables', 'tasks', 'errors', 'finally', 'afterExecution'] as const;

/** How much of a flow an answer shows. */
interface Shown {
  /**
   * Reads come from the database: with `updated`, `triggers`, and the id as it is written; writes answer with
   * what was parsed.
   */
  readonly as: 'read' | 'written';
  readonly source: boolean;
}

/** A flow as an answer shows it. */
export function flowJson(flow: StoredFlow, settings: Settings, { as, source }: Shown): object {
  const parsed = parseSource(flow.source);
  const root = parsed.ok && parsed.root.kind === 'mapping' ? parsed.root : undefined;
  const shown: Record<string, unknown> = {
    id: as === 'read' ? (writtenText(root, 'id') ?? flow.id) : flow.id,
    namespace: as === 'read' ? (writtenText(root, 'namespace') ?? flow.namespace) : flow.namespace,
    revision: flow.revision,
  };
  if (as === 'read' && settings.line.flowsHaveDate) shown['updated'] = flow.updated;
  shown['disabled'] = flow.disabled;
  shown['deleted'] = flow.deleted;
  if (settings.isTwo) shown['draft'] = false;
  for (const key of KEYS) {
    const node = root && valueOf(root, key);
    if (node !== undefined) shown[key] = key === 'inputs' ? inputsOf(node) : plain(node);
  }
  const labels = root && valueOf(root, 'labels');
  if (labels !== undefined) shown['labels'] = labelsOf(labels);
  const triggers = root && valueOf(root, 'triggers');
  if (triggers !== undefined) shown['triggers'] = plain(triggers);
  else if (as === 'read') shown['triggers'] = [];
  if (source) shown['source'] = flow.source;
  return shown;
}

/** A scalar of the document as it is written: reads show `off` where the flow is called "false". */
export function writtenText(root: MappingNode | undefined, key: string): string | undefined {
  const node = root && valueOf(root, key);
  return node?.kind === 'scalar' ? node.text : undefined;
}

function inputsOf(node: FlowNode): unknown {
  const inputs = plain(node);
  return Array.isArray(inputs) ? inputs.map((input) => ({ ...(input as object), ...requiredOf(input) })) : inputs;
}

function requiredOf(input: unknown): object {
  return typeof input === 'object' && input !== null && 'required' in input ? {} : { required: true };
}

/** Labels are written as a map or as a list; answers have the list. */
function labelsOf(node: FlowNode): unknown {
  if (node.kind !== 'mapping') return plain(node);
  return node.entries.map(({ key, value }) => ({ key, value: value.kind === 'scalar' ? value.text : plain(value) }));
}

function plain(node: FlowNode): unknown {
  switch (node.kind) {
    case 'mapping':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
    case 'sequence':
      return node.items.map(plain);
    case 'scalar':
      return scalar(node);
  }
}

function scalar({ value }: ScalarNode): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
