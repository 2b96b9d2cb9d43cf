import { ActionError } from '../../../src/errors.js';
import { splitDocuments } from '../../../src/flows/documents.js';
import { identityOf } from '../../../src/flows/identity.js';
import { findLocalProblems } from '../../../src/flows/local-problems.js';
import { parseFlow } from '../../../src/flows/parse-flow.js';
import { rangeOf } from '../../../src/flows/positions.js';
import { sameSource } from '../../../src/flows/same-source.js';
import type { ParsedFlow } from '../../../src/flows/tree.js';
import type { Finding } from '../../../src/findings/finding.js';
import type { FlowDeploymentInput, FlowDeploymentPorts } from '../../../src/deploy-flows/deployment.js';
import { parseSource } from '../../flow-source.js';
import type { StoredFlow } from '../../../src/validation/ports.js';

class ConflictError extends ActionError {
  repeated = false;
}
class RefusedError extends ActionError {}

type Server = FlowDeploymentPorts['server'];
type Fault = (request: string) => unknown;

/** Kestra's flows in memory: what it stores, in which revision, and which requests came. */
export class FakeFlows implements Server {
  readonly requests: string[] = [];
  readonly stored = new Map<string, StoredFlow>();
  /** Called before each request; may throw, or change the server as somebody else would. */
  before: Fault = () => undefined;

  put(source: string): StoredFlow {
    const { namespace, id } = keyOf(source);
    const old = this.stored.get(`${namespace}/${id}`);
    if (old !== undefined && sameSource(old.source, source)) return old;
    const flow = { namespace, id, source, revision: (old?.revision ?? 0) + 1 };
    this.stored.set(`${namespace}/${id}`, flow);
    return flow;
  }

  sources(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.stored].map(([key, { source }]) => [key, source]));
  }

  writes(): readonly string[] {
    return this.requests.filter((request) => /^(POST|PUT|DELETE)/.test(request));
  }

  async exportSources(namespaces: readonly string[], trees: readonly string[] = []): Promise<readonly string[]> {
    await this.#arrive(`EXPORT ${[...namespaces, ...trees.map((tree) => `${tree}/**`)].join()}`);
    const isWanted = ({ namespace }: StoredFlow) =>
      namespaces.includes(namespace) || trees.some((tree) => `${namespace}.`.startsWith(`${tree}.`));
    return [...this.stored.values()].filter(isWanted).map(({ source }) => source);
  }

  async exportAllSources(): Promise<readonly string[]> {
    await this.#arrive('EXPORT');
    return [...this.stored.values()].map(({ source }) => source);
  }

  async getFlow(namespace: string, id: string): Promise<StoredFlow | undefined> {
    await this.#arrive(`GET ${namespace}/${id}`);
    return this.stored.get(`${namespace}/${id}`);
  }

  async createFlow(source: string): Promise<StoredFlow> {
    const { namespace, id } = keyOf(source);
    await this.#arrive(`POST ${namespace}/${id}`);
    if (this.stored.has(`${namespace}/${id}`)) throw new ConflictError('Flow id already exists');
    return this.put(source);
  }

  async updateFlow(namespace: string, id: string, source: string): Promise<StoredFlow> {
    await this.#arrive(`PUT ${namespace}/${id}`);
    if (!this.stored.has(`${namespace}/${id}`)) throw new Error('a server would have died of this');
    return this.put(source);
  }

  async deleteFlow(namespace: string, id: string): Promise<boolean> {
    await this.#arrive(`DELETE ${namespace}/${id}`);
    return this.stored.delete(`${namespace}/${id}`);
  }

  async #arrive(request: string): Promise<void> {
    this.requests.push(request);
    await Promise.resolve();
    await this.before(request);
  }
}

/** The answer to a write that was carried out did not arrive. */
export class LostError extends Error {}
export const refused = (message = 'Unsupported filter') => new RefusedError(message);
export const repeatedConflict = () => Object.assign(new ConflictError('Flow id already exists'), { repeated: true });

const failures = {
  isConflict: (error: unknown) => error instanceof ConflictError,
  isRefusal: (error: unknown) => error instanceof RefusedError,
  isNotFound: (error: unknown) => error instanceof RefusedError && error.message === 'Not Found',
  isBreakdown: () => false,
  isLost: (error: unknown) => error instanceof LostError,
  wasRepeated: (error: unknown) => error instanceof ConflictError && error.repeated,
};

/** Every document of some files. */
export function parseFiles(files: Readonly<Record<string, string>>): readonly ParsedFlow[] {
  return Object.entries(files).flatMap(([path, text]) => splitDocuments({ path, text }).map(parseFlow));
}

export function flowText(id: string, namespace: string | undefined, ...lines: readonly string[]): string {
  const second = namespace === undefined ? [] : [`namespace: ${namespace}`];
  return [`id: ${id}`, ...second, 'tasks:', '  - id: t', '    type: io.kestra.plugin.core.log.Log', ...lines, ''].join(
    '\n',
  );
}

/** A flow that starts others as subflows. */
export function callingText(
  id: string,
  namespace: string,
  ...calls: readonly (readonly [namespace: string, id: string])[]
): string {
  const tasks = calls.flatMap(([calledNamespace, called], index) => [
    `  - id: t${index}`,
    '    type: io.kestra.plugin.core.flow.Subflow',
    `    namespace: ${calledNamespace.startsWith('{') ? `"${calledNamespace}"` : calledNamespace}`,
    `    flowId: ${called}`,
  ]);
  return [`id: ${id}`, `namespace: ${namespace}`, 'tasks:', ...tasks, ''].join('\n');
}

export function inputOf(
  files: Readonly<Record<string, string>>,
  more: Partial<FlowDeploymentInput> = {},
): FlowDeploymentInput {
  return {
    flows: parseFiles(files),
    override: false,
    validate: true,
    concurrency: 4,
    dryRun: false,
    prune: 'false',
    maxDelete: 10,
    onError: 'continue',
    strictReferences: false,
    keepDisabled: false,
    ...more,
  };
}

export function portsOf(server: Server, more: Partial<FlowDeploymentPorts> = {}): FlowDeploymentPorts {
  return { server, failures, checkLocally: localFindings, validate: () => Promise.resolve([]), ...more };
}

/** The checks that need no server, as the actions plug them in. */
function localFindings(flows: readonly ParsedFlow[]): readonly Finding[] {
  return flows.flatMap((flow) =>
    !flow.ok
      ? []
      : findLocalProblems(flow).map(({ span, ...problem }): Finding => ({
          ...problem,
          severity: 'error',
          origin: 'local',
          file: flow.document.file.path,
          document: flow.document.index,
          range: rangeOf(flow.document, span),
        })),
  );
}

function keyOf(source: string): { readonly namespace: string; readonly id: string } {
  const parsed = parseSource(source);
  const { namespace = '', id = '' } = parsed.ok ? identityOf(parsed.root) : {};
  return { namespace, id };
}
