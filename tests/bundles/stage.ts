import { randomBytes } from 'node:crypto';
import { afterEach, expect } from '@jest/globals';
import { startFaultProxy, type FaultProxy, type FaultProxyOptions } from '../fault-proxy/proxy.js';
import { startLocalKestra, type ArrivedRequest, type LocalKestraOptions } from '../local-kestra/server.js';
import { makeWorkspace } from '../local-runner/workspace.js';
import { lookInto, type Look } from './look.js';
import { note, real } from './where.js';
import { flowIn } from '../flow-source.js';

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0)) await step();
});

/** Done after the test, whatever its outcome. */
export function afterwards(step: () => Promise<unknown>): void {
  cleanUp.push(step);
}

/** The path of a checkout with these files, which lives as long as the test. */
export async function workspaceOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const workspace = await makeWorkspace(files);
  afterwards(workspace.remove);
  return workspace.path;
}

/** Who the local Kestra of these suites lets in. */
const LOCAL = { user: 'ci@acme.com', password: 'Passw0rd!' };

/**
 * A server for one test, behind a proxy that sees all requests of the actions: a local Kestra, or the real
 * one of KESTRA_URL with namespaces that are this test's own.
 */
export interface Kestra extends Look {
  /** What an action is given to reach it: `server`, and who it is. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The address that the actions see. */
  readonly url: string;
  readonly tenant: string;
  /** A namespace that is empty when the test begins, and emptied when it ends. */
  readonly namespace: string;
  /** Another one, below it. */
  sub(name: string): string;
  readonly requests: readonly ArrivedRequest[];
  readonly onRequest: FaultProxy['onRequest'];
}

/** A server that may be a real one. */
export async function kestra(options: FaultProxyOptions = {}): Promise<Kestra> {
  if (real !== undefined) return behindProxy(real.url, real, real.prefix, options);
  const { server } = await startDouble({});
  return behindProxy(server.url, { credentials: LOCAL, tenant: 'main' }, 'tests', options);
}

/** A local Kestra that is asked for by its name: tests that use it are `onDouble`. */
export async function localKestra({ faults, latencyMs, ...options }: LocalKestraOptions & FaultProxyOptions = {}) {
  const { server, credentials, tenant } = await startDouble(options);
  const proxy = {
    ...(faults === undefined ? {} : { faults }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
  };
  return { ...(await behindProxy(server.url, { credentials, tenant }, 'tests', proxy)), server };
}

async function startDouble(options: LocalKestraOptions) {
  if (real !== undefined) throw new Error('A local Kestra in place of the real server: the test needs onDouble');
  const server = await startLocalKestra({ ...LOCAL, ...options });
  afterwards(() => server.close());
  const {
    tokens: [token] = [],
    tenants: [tenant = 'main'] = [],
    user = LOCAL.user,
    password = LOCAL.password,
  } = options;
  return {
    server,
    tenant,
    credentials: { ...(token === undefined ? { user, password } : { apiToken: token }), tenant },
  };
}

async function behindProxy(
  url: string,
  { credentials, tenant }: { readonly credentials: Readonly<Record<string, string>>; readonly tenant: string },
  prefix: string,
  options: FaultProxyOptions,
): Promise<Kestra> {
  const proxy = await startFaultProxy(url, options);
  const look = lookInto({ url, tenant, credentials });
  const namespace = `${prefix}.n${randomBytes(4).toString('hex')}`;
  const namespaces = new Set([namespace]);
  note({ namespace });
  afterwards(async () => {
    await proxy.close();
    note({ test: expect.getState().currentTestName, requests: proxy.requests.length });
    if (real !== undefined) for (const one of namespaces) await look.clear(one);
  });
  return {
    ...look,
    inputs: { server: proxy.url, ...credentials },
    url: proxy.url,
    tenant,
    namespace,
    sub: (name) => {
      namespaces.add(`${namespace}.${name}`);
      note({ namespace: `${namespace}.${name}` });
      return `${namespace}.${name}`;
    },
    requests: proxy.requests,
    onRequest: proxy.onRequest,
  };
}

/** The address of a port on which nobody listens. */
export async function closedAddress(): Promise<string> {
  const server = await startLocalKestra();
  await server.close();
  return server.url;
}

/** The requests that change something. */
export const writes = ({ requests }: Pick<Kestra, 'requests'>): readonly ArrivedRequest[] =>
  requests.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/flows/validate'));

/** Files with flows, each named like its flow: "f/flow-0.yml". */
export const flowFiles = (namespace: string, number: number, message?: string): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: number }, (_, index) => [
      `f/flow-${index}.yml`,
      flowIn(namespace)(`flow-${index}`, message === undefined ? undefined : `message: ${message}`),
    ]),
  );
