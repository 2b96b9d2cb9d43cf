import { identityOf } from '../../src/flows/identity.js';
import { empty, json, type Answer, type FullAnswer } from './answer.js';
import { textOf, type Call } from './call.js';
import { parseSource } from '../flow-source.js';
import { flowJson } from './flow-json.js';
import {
  illegalArgument,
  invalidEntity,
  missingBody,
  missingQuery,
  notFound,
  Refusal,
  unsupportedMediaType,
} from './refusal.js';
import type { StoredFlow } from './flow-store.js';
import { checkSource } from './write-check.js';

const YAML = 'application/x-yaml';

const addressOf = ({ params }: Call): [namespace: string, id: string] => [params['namespace']!, params['id']!];

/** POST /flows */
export function createFlow(call: Call): FullAnswer {
  const source = sourceOf(call);
  const { settings, data } = call;
  const { namespace, id, ...says } = checkSource(source, 'strict', settings, data.flows);
  if (data.flows.get(namespace, id) !== undefined) throw alreadyExists(call, namespace, id);
  const { flow } = data.flows.save(namespace, id, source, says);
  return written(call, flow);
}

/** PUT /flows/{namespace}/{id} */
export function updateFlow(call: Call): Answer {
  const [namespace, id] = addressOf(call);
  const { settings, data } = call;
  if (data.flows.get(namespace, id) === undefined) {
    call.countDeadlyPut();
    if (settings.deadlyPut) return 'never';
    throw notFound();
  }
  const source = sourceOf(call);
  const parsed = parseSource(source);
  const own = parsed.ok ? identityOf(parsed.root) : {};
  const moved = [
    ...(own.id === undefined || own.id === id ? [] : [{ message: 'Illegal flow id update', path: 'flow.id' }]),
    ...(own.namespace === undefined || own.namespace === namespace
      ? []
      : [{ message: 'Illegal namespace update', path: 'flow.namespace' }]),
  ];
  if (moved.length > 0) throw invalidEntity(moved.map((it) => `${it.path}: ${it.message}`).join(', '), moved);
  const says = checkSource(source, settings.isTwo ? 'strict' : 'lenient', settings, data.flows);
  const { flow, changed } = data.flows.save(namespace, id, source, says);
  return changed ? written(call, flow) : json(flowJson(flow, settings, { as: 'read', source: true }));
}

/** GET /flows/{namespace}/{id} */
export function getFlow(call: Call): FullAnswer {
  const { data, query, settings } = call;
  const address = addressOf(call);
  const revision = query.get('revision');
  const newest = query.get('allowDeleted') === 'true' ? data.flows.newest(...address) : data.flows.get(...address);
  const flow =
    revision === null ? newest : data.flows.revisions(...address).find((one) => one.revision === Number(revision));
  if (flow === undefined) throw notFound();
  return json(flowJson(flow, settings, { as: 'read', source: query.get('source') === 'true' }));
}

/** GET /flows/{namespace} */
export function listFlows({ data, params, settings }: Call): FullAnswer {
  const flows = data.flows.all().filter(({ namespace }) => namespace === params['namespace']);
  return json(flows.map((flow) => flowJson(flow, settings, { as: 'read', source: false })));
}

/** DELETE /flows/{namespace}/{id} */
export function deleteFlow(call: Call): FullAnswer {
  if (!call.data.flows.delete(...addressOf(call))) throw notFound();
  return empty(204);
}

/** GET /flows/{namespace}/{id}/revisions: those that deleted the flow are left out. */
export function listRevisions(call: Call): FullAnswer {
  const revisions = call.data.flows.revisions(...addressOf(call));
  const shown = call.query.get('allowDelete') === 'true' ? revisions : revisions.filter(({ deleted }) => !deleted);
  return json(shown.map((flow) => flowJson(flow, call.settings, { as: 'read', source: true })));
}

/** DELETE /flows/{namespace}/{id}/revisions */
export function deleteRevisions(call: Call): FullAnswer {
  const numbers = call.query.getAll('revisions').flatMap((list) => list.split(',').map(Number));
  if (numbers.length === 0) throw missingQuery('revisions');
  if (numbers.some((number) => !(number >= 1))) throw illegalArgument('Revisions must be greater than 0');
  if (!call.data.flows.deleteRevisions(...addressOf(call), numbers)) throw notFound();
  return empty(204);
}

/** GET /flows/distinct-namespaces */
export function distinctNamespaces({ data }: Call): FullAnswer {
  return json([...new Set(data.flows.all().map(({ namespace }) => namespace))].sort());
}

/** GET /flows/{namespace}/{id}/dependencies: the double draws no graph. */
export function dependencies(): FullAnswer {
  return json({ nodes: [], edges: [] });
}

/** GET /namespaces/search: the namespaces of flows, and those above them. */
export function searchNamespaces({ data }: Call): FullAnswer {
  const names = data.flows.all().flatMap(({ namespace }) => {
    const parts = namespace.split('.');
    return parts.map((_part, index) => parts.slice(0, index + 1).join('.'));
  });
  const all = [...new Set([...names, 'system'])].sort();
  return json({ results: all.map((id) => ({ id })), total: all.length });
}

/** GET /namespaces/{id}: there is every namespace. */
export function getNamespace({ params, settings }: Call): FullAnswer {
  return json({ id: params['namespace'], ...(settings.line.flowsHaveDate ? {} : { deleted: false }) });
}

function written({ settings }: Call, flow: StoredFlow): FullAnswer {
  return json(flowJson(flow, settings, { as: 'written', source: true }));
}

/**
 * The body of a write. 1.x takes other types for the JSON variant, and misses its body; 2.0 has no JSON
 * variant.
 */
function sourceOf(call: Call): string {
  if (call.contentType !== YAML && call.settings.isTwo) throw unsupportedMediaType(call.contentType, [YAML]);
  if (call.contentType !== YAML || call.body.length === 0) throw missingBody();
  return textOf(call);
}

function alreadyExists({ settings }: Call, namespace: string, id: string): Refusal {
  if (!settings.isTwo) {
    const message = 'Flow id already exists';
    return invalidEntity(`flow.id: ${message}`, [{ message, path: 'flow.id' }]);
  }
  const message = `Conflict: Flow '${id}' already exists in namespace '${namespace}'.`;
  const detail = `A flow with id '${id}' already exists in namespace '${namespace}'.`;
  return new Refusal(409, 'entity-already-exists', message, [], {}, detail);
}
