import {
  decodeFlow,
  decodeFlowPage,
  decodeVerdicts,
  type FlowPage,
  type FlowVerdict,
  type StoredFlow,
} from './decode.js';
import { ConflictError, type HttpError, InvalidRequestError, KestraError, PermissionError } from './errors.js';
import { queryGroups, unzipTexts } from './export-zip.js';
import { isUnanswered } from './retry.js';
import { isAbsent, type Session } from './session.js';

const YAML = 'application/x-yaml';
/** More requests for sources than this cost more than one for all of them. */
const MAX_EXPORTS = 2;
const MAX_EXPORT_BYTES = 256 * 1024 * 1024;
const GONE = 'The flow was deleted by somebody else in the meantime. Run the step again.';
/** For a look at a flow whose update got no answer: the server may have stopped to answer at all. */
const LOOK_MS = 10_000;

/** `/flows` of Kestra's API. */
export class FlowRequests {
  /** The revisions of flows that were seen on the server: only these flows may be PUT. */
  readonly #seen = new Map<string, number>();

  constructor(private readonly session: Session) {}

  /** GET /flows/{namespace}/{id}?source=true; undefined when there is none. */
  async get(namespace: string, id: string, freshWithinMs?: number): Promise<StoredFlow | undefined> {
    this.#seen.delete(key(namespace, id));
    const answer = await this.session.find({
      path: `${this.session.path('flows', namespace, id)}?source=true`,
      what: `read the flow ${namespace}/${id}`,
      needs: 'read flows',
      ...(freshWithinMs === undefined ? {} : { freshWithinMs }),
    });
    return answer && this.#remember(this.session.decode(answer, decodeFlow));
  }

  /** POST /flows/validate with YAML documents joined by `---` lines: one verdict a document. */
  async validate(body: string): Promise<readonly FlowVerdict[]> {
    const answer = await this.session.write({
      method: 'POST',
      path: this.session.path('flows', 'validate'),
      body,
      contentType: YAML,
      what: 'validate flows',
      needs: 'validate flows',
    });
    return this.session.decode(answer, decodeVerdicts);
  }

  /**
   * POST /flows: a new flow. A repeated create can meet its own success, so "exists" must be read back and
   * compared.
   * @throws ConflictError when the flow exists (409 in 2.0, 422 before)
   */
  async create(source: string): Promise<StoredFlow> {
    const path = this.session.path('flows');
    const request = { path, body: source, contentType: YAML, what: 'create a flow', needs: 'create flows' } as const;
    try {
      const answer = await this.session.write({ ...request, method: 'POST' });
      return this.#remember(this.session.decode(answer, decodeFlow));
    } catch (error) {
      throw isExists(error) ? conflictOf(error) : error;
    }
  }

  /**
   * PUT /flows/{namespace}/{id}: a new revision of a flow that this client has read. Kestra 1.3 and 2.0 do
   * not survive the PUT of a missing flow: others are refused here. After a refusal (429, 503) the flow is
   * read before it is sent again; without an answer it is read on a fresh connection, and sent once more only
   * when it still is what it was.
   */
  async update(namespace: string, id: string, source: string): Promise<StoredFlow> {
    const before = this.#seen.get(key(namespace, id));
    if (before === undefined) throw new Error(`${namespace}/${id} was not read before it is updated`);
    for (let again = false; ; again = true) {
      try {
        return await this.#put(namespace, id, source);
      } catch (error) {
        if (error instanceof InvalidRequestError || error instanceof PermissionError) {
          this.#seen.set(key(namespace, id), before);
        }
        if (!(error instanceof KestraError) || !isUnanswered(error)) throw error;
        const stored = await this.#lookAfter(error, namespace, id);
        if (stored.source === source) return stored;
        if (stored.revision !== before) throw changedMeanwhile(error, stored);
        if (again || this.session.stopped) throw error;
      }
    }
  }

  async #put(namespace: string, id: string, source: string): Promise<StoredFlow> {
    // Until the answer is here nobody knows whether the flow is still there.
    this.#seen.delete(key(namespace, id));
    const answer = await this.session.write({
      method: 'PUT',
      path: this.session.path('flows', namespace, id),
      body: source,
      contentType: YAML,
      what: `update the flow ${namespace}/${id}`,
      needs: 'update flows',
      hints: { 404: GONE },
      repeatable: 'after-refusal',
      beforeRepeat: async () => (await this.get(namespace, id)) !== undefined,
    });
    return this.#remember(this.session.decode(answer, decodeFlow));
  }

  /** The flow after an update that got no answer. @throws when it is gone, or when nobody knows */
  async #lookAfter(error: KestraError, namespace: string, id: string): Promise<StoredFlow> {
    const stored = await this.get(namespace, id, LOOK_MS).catch(() => {
      const hint = 'Kestra could not be asked whether it was updated. Look at the flow, then run the step again.';
      throw new KestraError(error.message, error.facts, { hint, cause: error });
    });
    if (stored !== undefined) return stored;
    const message = `The flow ${namespace}/${id} was deleted by somebody else while it was updated.`;
    throw new KestraError(message, error.facts, { hint: 'Run the step again.', cause: error });
  }

  /** DELETE /flows/{namespace}/{id}; false when there was none. */
  async delete(namespace: string, id: string): Promise<boolean> {
    const { status, facts } = await this.session.write({
      method: 'DELETE',
      path: this.session.path('flows', namespace, id),
      what: `delete the flow ${namespace}/${id}`,
      needs: 'delete flows',
      expect: isAbsent,
    });
    this.#seen.delete(key(namespace, id));
    // A repeated DELETE that finds nothing has met its own success.
    return status !== 404 || facts.attempts > 1;
  }

  /** GET /flows/search: the flows of a namespace and those below it, a page at a time. */
  async search(namespace: string, page = 1, size = 1000): Promise<FlowPage> {
    const query = `page=${page}&size=${size}&sort=id:asc&filters[namespace][PREFIX]=${encodeURIComponent(namespace)}`;
    const path = `${this.session.path('flows', 'search')}?${query}`;
    return this.session.decode(
      await this.session.read({ path, what: 'search flows', needs: 'list flows' }),
      decodeFlowPage,
    );
  }

  /**
   * GET /flows/export/by-query: the exact sources of all flows of these namespaces, and of those namespaces
   * with all below them (1.x and 2.0). Where many requests would be needed, one brings all flows of the
   * tenant.
   */
  async exportSources(namespaces: readonly string[], trees: readonly string[] = []): Promise<readonly string[]> {
    const filters = [
      ...queryGroups(namespaces).map((names) => `[IN]=${names}`),
      ...trees.map((tree) => `[PREFIX]=${encodeURIComponent(tree)}`),
    ];
    if (filters.length > MAX_EXPORTS) return this.exportAllSources();
    const count = namespaces.length + trees.length;
    const what = `export the flows of ${count === 1 ? (namespaces[0] ?? trees[0]) : `${count} namespaces`}`;
    const answers = filters.map((filter) => this.#export(`?filters[namespace]${filter}`, what));
    return (await Promise.all(answers)).flat();
  }

  /** GET /flows/export/by-query: the exact sources of all flows of the tenant that may be read. */
  exportAllSources(): Promise<readonly string[]> {
    return this.#export('', 'export all flows');
  }

  async #export(query: string, what: string): Promise<readonly string[]> {
    const path = `${this.session.path('flows', 'export', 'by-query')}${query}`;
    const answer = await this.session.read({
      path,
      what,
      needs: 'export flows',
      reads: 'bytes',
      maxBytes: MAX_EXPORT_BYTES,
    } as const);
    try {
      return unzipTexts(answer.bytes, MAX_EXPORT_BYTES);
    } catch (cause) {
      throw this.session.unexpected(answer, 'something that is no readable zip', cause);
    }
  }

  #remember(flow: StoredFlow): StoredFlow {
    this.#seen.set(key(flow.namespace, flow.id), flow.revision);
    return flow;
  }
}

function key(namespace: string, id: string): string {
  return `${namespace}/${id}`;
}

function changedMeanwhile(error: KestraError, { namespace, id, revision }: StoredFlow): KestraError {
  const message = `The flow ${namespace}/${id} was changed by somebody else while it was updated: it is at revision ${revision} now.`;
  return new KestraError(message, error.facts, {
    hint: 'Look at it in Kestra, then run the step again.',
    cause: error,
  });
}

/** A create that meets "exists": 422 before 2.0. */
function isExists(error: unknown): error is HttpError {
  if (!(error instanceof InvalidRequestError)) return false;
  const { excerpt, paths } = error.details;
  return /\bflow id already exists\b/i.test(excerpt) || (paths.includes('flow.id') && /already exists/i.test(excerpt));
}

function conflictOf({ message, facts, status, details }: HttpError): ConflictError {
  return new ConflictError(message, facts, status, details);
}
