import { javaTrim } from '../../src/rules/reading/java-text.js';
import { json, type FullAnswer } from './answer.js';
import { textOf, type Call } from './call.js';
import { flowsByIds } from './export.js';
import { flowJson } from './flow-json.js';
import type { StoredFlow } from './flow-store.js';
import { readParts } from './multipart.js';
import { invalidEntity } from './refusal.js';
import { matchingFlows } from './search.js';
import { checkSource } from './write-check.js';

/** POST /flows/{namespace}: every flow of a namespace at once; `delete` is true unless said otherwise. */
export function replaceNamespace(call: Call): FullAnswer {
  const { data, settings, params, query } = call;
  const namespace = params['namespace']!;
  const override = query.get('override') === 'true';
  const sources = sourcesIn(call).map((source) =>
    override ? source.replace(/^namespace:.+$/m, `namespace: ${namespace}`) : source,
  );
  const written: StoredFlow[] = [];
  // Not at once: what comes before a flow that is refused stays.
  for (const source of sources) {
    const flow = checkSource(source, 'strict', settings, data.flows);
    if (flow.namespace !== namespace) {
      const message = `${flow.namespace}.${flow.id} - flow namespace is invalid`;
      throw invalidEntity(`flow.namespace: ${message}`, [{ message, path: 'flow.namespace' }]);
    }
    written.push(data.flows.save(flow.namespace, flow.id, source, flow).flow);
  }
  const deleted = query.get('delete') === 'false' ? [] : deleteOthers(call, namespace, written);
  return json([...deleted, ...written].map((flow) => flowJson(flow, settings, { as: 'written', source: true })));
}

function sourcesIn(call: Call): readonly string[] {
  if (call.contentType !== 'multipart/form-data') return textOf(call).split('---').map(javaTrim).filter(Boolean);
  return readParts(call.body, String(call.request.headers['content-type']))
    .filter(({ name }) => name === 'flows')
    .map(({ content }) => javaTrim(content.toString('utf8')));
}

function deleteOthers({ data }: Call, namespace: string, kept: readonly StoredFlow[]): readonly StoredFlow[] {
  const ids = new Set(kept.map(({ id }) => id));
  const others = data.flows.all().filter((flow) => flow.namespace === namespace && !ids.has(flow.id));
  return others.map((flow) => {
    data.flows.delete(flow.namespace, flow.id);
    return data.flows.newest(flow.namespace, flow.id)!;
  });
}

/** POST /flows/disable/by-ids and its kin: `disabled:` is rewritten in the source. */
export const switchFlows =
  (by: 'ids' | 'query', disabled: boolean) =>
  (call: Call): FullAnswer => {
    const flows = by === 'ids' ? flowsByIds(call) : matchingFlows(call);
    for (const { namespace, id, source } of flows) {
      call.data.flows.save(namespace, id, withDisabled(source, disabled), { disabled });
    }
    return json({ count: flows.length });
  };

/** DELETE /flows/delete/by-ids and its kin. */
export const deleteFlows =
  (by: 'ids' | 'query') =>
  (call: Call): FullAnswer => {
    const flows = by === 'ids' ? flowsByIds(call) : matchingFlows(call);
    for (const { namespace, id } of flows) call.data.flows.delete(namespace, id);
    return json({ count: flows.length });
  };

function withDisabled(source: string, disabled: boolean): string {
  const line = /^disabled\s*:\s*(true|false)\s*$/m;
  return line.test(source) ? source.replace(line, `disabled: ${disabled}\n`) : `${source}\ndisabled: ${disabled}`;
}
