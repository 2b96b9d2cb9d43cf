import { readdir } from 'node:fs/promises';
import { startFaultProxy } from '../../fault-proxy/proxy.js';
import {
  type ArrivedRequest,
  type Fault,
  type LocalKestraOptions,
  startLocalKestra,
} from '../../local-kestra/server.js';
import { pullRequestEvent } from '../../local-runner/events.js';
import { type LocalGitHubOptions, startLocalGitHub } from '../../local-runner/local-github.js';
import { type ActionName, type BundleRun, runBundle } from '../../local-runner/run-bundle.js';
import { lookInto } from '../look.js';
import { startMutualTls } from '../mutual-tls.js';
import { checkOut } from './checkout.js';
import { holdTogether } from './hold-together.js';

export type Inputs = Readonly<Record<string, string>>;

export const USER = { user: 'ci@acme.com', password: 'Passw0rd!' } as const;

/** What an input meets: all that is the same whether it is set or not. */
export interface Scene {
  readonly files: Readonly<Record<string, string>>;
  /** What the repository held one commit earlier: there is one, then. */
  readonly earlier?: Readonly<Record<string, string>>;
  /** Inputs beside the one that is looked at, over the server's address and its user. */
  readonly inputs?: Inputs;
  readonly server?: Omit<LocalKestraOptions, 'faults'>;
  readonly faults?: readonly Fault[];
  /** Flows and files that the server holds before. */
  readonly held?: { readonly flows?: readonly string[]; readonly files?: Readonly<Record<string, string>> };
  /** The run belongs to a pull request, of which GitHub knows this. */
  readonly pullRequest?: LocalGitHubOptions;
  /** The server is behind HTTPS that asks for a certificate. */
  readonly mutualTls?: boolean;
  /** Requests that wait for each other, by the end of their path: as many as are allowed, at most so many. */
  readonly together?: { readonly path: string; readonly atMost: number };
}

/** Everything that an input can show itself in. */
export interface Observed extends BundleRun {
  readonly requests: readonly ArrivedRequest[];
  /** The most that waited for each other. */
  readonly together: number;
  /** Sources on the server, by `namespace/id`. */
  readonly flows: Readonly<Record<string, string>>;
  /** Files of the namespace of these suites, by path. */
  readonly stored: Readonly<Record<string, string>>;
  readonly comments: readonly string[];
  /** What GitHub was given as authorization. */
  readonly tokens: readonly string[];
  /** Names in the certificates that the server was shown. */
  readonly certificates: readonly string[];
  /** Files of the checkout that were not there before. */
  readonly written: readonly string[];
}

export const NAMESPACE = 'company.team';

/** Runs an action in a scene of its own; nothing of it is left behind. */
export async function observe(
  action: ActionName,
  scene: Scene,
  given: Readonly<Record<string, string | ((url: string) => string)>>,
): Promise<Observed> {
  const closing: (() => Promise<unknown>)[] = [];
  const open = async <T>(thing: T, close: (thing: T) => Promise<unknown>): Promise<T> => {
    closing.unshift(() => close(thing));
    return thing;
  };
  try {
    const kestra = await open(await startLocalKestra({ ...USER, ...scene.server }), (server) => server.close());
    await fill(kestra.url, scene);
    const proxy = await open(await startFaultProxy(kestra.url, { faults: scene.faults ?? [] }), (it) => it.close());
    const front = scene.mutualTls ? await open(await startMutualTls(proxy.url), (it) => it.close()) : undefined;
    const github = await open(await startLocalGitHub(scene.pullRequest), (it) => it.close());
    const workspace = await open(await checkOut(scene.files, scene.earlier), (it) => it.remove());
    const { url } = front ?? proxy;
    const set = Object.entries(given).map(([name, value]) => [name, typeof value === 'string' ? value : value(url)]);
    const inputs: Inputs = { server: url, ...USER, ...scene.inputs, ...Object.fromEntries(set) };
    const counted = scene.together && holdTogether(proxy, scene.together, Number(inputs['concurrency'] ?? 8));
    const before = new Set(await readdir(workspace.path, { recursive: true }));
    const run = await runBundle(action, {
      workspace: workspace.path,
      inputs,
      ...(scene.pullRequest === undefined ? {} : { event: pullRequestEvent() }),
      env: { GITHUB_API_URL: github.url, TEST_GITHUB_TOKEN: 'ghs_of-the-job' },
    });
    const after = await readdir(workspace.path, { recursive: true });
    return {
      ...run,
      requests: proxy.requests,
      together: counted?.most() ?? 0,
      flows: Object.fromEntries(kestra.flows().map(({ namespace, id, source }) => [`${namespace}/${id}`, source])),
      stored: Object.fromEntries(
        kestra.files(NAMESPACE).map((path) => [path, Buffer.from(kestra.file(NAMESPACE, path)!).toString()]),
      ),
      comments: github.comments.map(({ body }) => body),
      tokens: github.tokens,
      certificates: front?.clients ?? [],
      written: after.filter((name) => !before.has(name)),
    };
  } finally {
    for (const close of closing) await close();
  }
}

async function fill(url: string, { held = {}, server = {} }: Scene): Promise<void> {
  const { tenants: [tenant = 'main'] = [] } = server;
  const look = lookInto({ url, tenant, credentials: USER });
  for (const source of held.flows ?? []) await look.createFlow(source);
  for (const [path, content] of Object.entries(held.files ?? {})) await look.upload(NAMESPACE, path, content);
}
