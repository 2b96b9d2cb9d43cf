import { deleteFlows, replaceNamespace, switchFlows } from './bulk.js';
import { exportByIds, exportByQuery } from './export.js';
import * as flows from './flows.js';
import * as kv from './kv.js';
import type { Line } from './line.js';
import * as files from './namespace-files.js';
import type { Handler, Route } from './route.js';
import { searchFlows } from './search.js';
import { validateFlows } from './validate.js';

const JSON_TYPE = 'application/json';
const BYTES = 'application/octet-stream';

const route = (
  method: string,
  pattern: string,
  handler: Handler,
  more: Partial<Omit<Route, 'method' | 'pattern' | 'handler'>> = {},
): Route => ({
  method,
  pattern: pattern.split('/').slice(1),
  handler,
  produces: JSON_TYPE,
  consumes: JSON_TYPE,
  isIn: () => true,
  refusesForeignAccept: () => undefined,
  ...more,
});

/** The handler itself looks at the type of the body. */
const anyBody = { consumes: 'any' } as const;
const bytes = { produces: BYTES } as const;
const untilTwo = { isIn: (line: Line) => line.name !== '2.0' };
const versioned = { isIn: (line: Line) => line.fileStorage === 'versioned' };

const FILES = '/namespaces/{namespace}/files';
const FLOW = '/flows/{namespace}/{id}';

/** The first that fits counts: fixed names stand before variable ones. */
export const ROUTES: readonly Route[] = [
  route('POST', '/flows/validate', validateFlows, {
    ...anyBody,
    refusesForeignAccept: (line) => line.validateAllowsForForeignAccept,
  }),
  route('GET', '/flows/search', searchFlows),
  route('GET', '/flows/distinct-namespaces', flows.distinctNamespaces),
  route('GET', '/flows/export/by-query', exportByQuery, bytes),
  route('POST', '/flows/export/by-ids', exportByIds, bytes),
  route('POST', '/flows/disable/by-ids', switchFlows('ids', true)),
  route('POST', '/flows/enable/by-ids', switchFlows('ids', false)),
  route('POST', '/flows/disable/by-query', switchFlows('query', true)),
  route('POST', '/flows/enable/by-query', switchFlows('query', false)),
  route('DELETE', '/flows/delete/by-ids', deleteFlows('ids')),
  route('DELETE', '/flows/delete/by-query', deleteFlows('query')),
  route('POST', '/flows', flows.createFlow, anyBody),
  route('GET', '/flows/{namespace}', flows.listFlows),
  route('POST', '/flows/{namespace}', replaceNamespace, anyBody),
  route('GET', FLOW, flows.getFlow),
  route('PUT', FLOW, flows.updateFlow, {
    ...anyBody,
    refusesForeignAccept: (line) => (line.updateRefusesForeignAccept === 415 ? [JSON_TYPE] : undefined),
  }),
  route('DELETE', FLOW, flows.deleteFlow),
  route('GET', `${FLOW}/revisions`, flows.listRevisions),
  route('DELETE', `${FLOW}/revisions`, flows.deleteRevisions),
  route('GET', `${FLOW}/dependencies`, flows.dependencies),
  route('GET', '/namespaces/search', flows.searchNamespaces),
  route('GET', '/namespaces/{namespace}', flows.getNamespace),
  route('GET', FILES, files.getFile, bytes),
  route('POST', FILES, files.uploadFile, { consumes: 'multipart/form-data' }),
  route('PUT', FILES, files.moveFile),
  route('DELETE', FILES, files.deleteFile),
  route('GET', `${FILES}/directory`, files.listFolder),
  route('POST', `${FILES}/directory`, files.createFolder),
  route('GET', `${FILES}/stats`, files.fileStats),
  route('GET', `${FILES}/revisions`, files.fileRevisions, versioned),
  route('GET', `${FILES}/search`, files.searchFiles),
  route('GET', `${FILES}/export`, files.exportFiles, bytes),
  route('GET', '/namespaces/{namespace}/kv', kv.listKv, untilTwo),
  route('DELETE', '/namespaces/{namespace}/kv', kv.deleteKvs),
  route('GET', '/namespaces/{namespace}/kv/{key}', kv.getKv),
  route('PUT', '/namespaces/{namespace}/kv/{key}', kv.putKv, anyBody),
  route('DELETE', '/namespaces/{namespace}/kv/{key}', kv.deleteKv),
];
