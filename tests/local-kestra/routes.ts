import type { Answer } from './answer.js';
import { deleteFlows, replaceNamespace, switchFlows } from './bulk.js';
import type { Call } from './call.js';
import { exportByIds, exportByQuery } from './export.js';
import * as flows from './flows.js';
import * as kv from './kv.js';
import * as files from './namespace-files.js';
import { methodNotAllowed, notFound } from './refusal.js';
import { searchFlows } from './search.js';
import type { Settings } from './settings.js';
import { validateFlows } from './validate.js';

export type Handler = (call: Call) => Answer;

interface Route {
  readonly method: string;
  /** Below the tenant: "/flows/{namespace}". */
  readonly pattern: readonly string[];
  readonly handler: Handler;
  readonly until?: '2.0';
}

const route = (method: string, pattern: string, handler: Handler, until?: '2.0'): Route => ({
  method,
  pattern: pattern.split('/').slice(1),
  handler,
  ...(until ? { until } : {}),
});

const FILES = '/namespaces/{namespace}/files';
const FLOW = '/flows/{namespace}/{id}';

/** The first that fits counts: fixed names stand before variable ones. */
const ROUTES: readonly Route[] = [
  route('POST', '/flows/validate', validateFlows),
  route('GET', '/flows/search', searchFlows),
  route('GET', '/flows/distinct-namespaces', flows.distinctNamespaces),
  route('GET', '/flows/export/by-query', exportByQuery),
  route('POST', '/flows/export/by-ids', exportByIds),
  route('POST', '/flows/disable/by-ids', switchFlows('ids', true)),
  route('POST', '/flows/enable/by-ids', switchFlows('ids', false)),
  route('POST', '/flows/disable/by-query', switchFlows('query', true)),
  route('POST', '/flows/enable/by-query', switchFlows('query', false)),
  route('DELETE', '/flows/delete/by-ids', deleteFlows('ids')),
  route('DELETE', '/flows/delete/by-query', deleteFlows('query')),
  route('POST', '/flows', flows.createFlow),
  route('GET', '/flows/{namespace}', flows.listFlows),
  route('POST', '/flows/{namespace}', replaceNamespace),
  route('GET', FLOW, flows.getFlow),
  route('PUT', FLOW, flows.updateFlow),
  route('DELETE', FLOW, flows.deleteFlow),
  route('GET', `${FLOW}/revisions`, flows.listRevisions),
  route('DELETE', `${FLOW}/revisions`, flows.deleteRevisions),
  route('GET', `${FLOW}/dependencies`, flows.dependencies),
  route('GET', '/namespaces/search', flows.searchNamespaces),
  route('GET', '/namespaces/{namespace}', flows.getNamespace),
  route('GET', FILES, files.getFile),
  route('POST', FILES, files.uploadFile),
  route('PUT', FILES, files.moveFile),
  route('DELETE', FILES, files.deleteFile),
  route('GET', `${FILES}/directory`, files.listFolder),
  route('POST', `${FILES}/directory`, files.createFolder),
  route('GET', `${FILES}/stats`, files.fileStats),
  route('GET', `${FILES}/revisions`, files.fileRevisions),
  route('GET', `${FILES}/search`, files.searchFiles),
  route('GET', `${FILES}/export`, files.exportFiles),
  route('GET', '/namespaces/{namespace}/kv', kv.listKv, '2.0'),
  route('DELETE', '/namespaces/{namespace}/kv', kv.deleteKvs),
  route('GET', '/namespaces/{namespace}/kv/{key}', kv.getKv),
  route('PUT', '/namespaces/{namespace}/kv/{key}', kv.putKv),
  route('DELETE', '/namespaces/{namespace}/kv/{key}', kv.deleteKv),
];

/** Whether a path below `/api/v1/{tenant}` belongs to a collection of a tenant. */
export function belongsToTenant(segments: readonly string[]): boolean {
  return segments[0] === 'flows' || segments[0] === 'namespaces';
}

/** The handler of a request with its parameters. */
export function findRoute(
  method: string,
  segments: readonly string[],
  uri: string,
  { isTwo }: Settings,
): { readonly handler: Handler; readonly params: Readonly<Record<string, string>> } {
  const fitting = ROUTES.filter(({ pattern, until }) => !(isTwo && until === '2.0') && fits(pattern, segments));
  const found = fitting.find((one) => one.method === method);
  if (found !== undefined) return { handler: found.handler, params: paramsOf(found.pattern, segments) };
  if (fitting.length === 0) throw notFound();
  throw methodNotAllowed(method, uri, [...new Set(fitting.map((one) => one.method))]);
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => part.startsWith('{') || part === segments[index])
  );
}

function paramsOf(pattern: readonly string[], segments: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pattern.flatMap((part, index) => (part.startsWith('{') ? [[part.slice(1, -1), segments[index]!]] : [])),
  );
}
