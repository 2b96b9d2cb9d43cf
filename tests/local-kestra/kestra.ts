import { empty, type Answer, type FullAnswer } from './answer.js';
import { permissionFor, refuseCredentials } from './authentication.js';
import { jsonError, problem } from './error-bodies.js';
import { answerOfInstance, isOpen } from './instance.js';
import { refusalOf } from './old-words.js';
import type { ArrivedRequest } from './options.js';
import { internalError, notFound, Refusal } from './refusal.js';
import { belongsToTenant, findRoute, mediaTypeOf, type FoundRoute } from './routing.js';
import type { Settings } from './settings.js';
import { newTenant, type TenantData } from './tenant-data.js';

const API = '/api/v1/';

/** Kestra without its web server: a request in, an answer out. */
export class Kestra {
  readonly #tenants: ReadonlyMap<string, TenantData>;
  #deadlyPuts = 0;

  constructor(private readonly settings: Settings) {
    const names = settings.edition === 'EE' ? settings.tenants : ['main'];
    this.#tenants = new Map(names.map((name) => [name, newTenant(settings, name)]));
  }

  get deadlyPuts(): number {
    return this.#deadlyPuts;
  }

  dataOf(tenant = [...this.#tenants.keys()][0]!): TenantData {
    const data = this.#tenants.get(tenant);
    if (data === undefined) throw new Error(`There is no tenant ${tenant}`);
    return data;
  }

  fileBytes(namespace: string, path: string, tenant?: string): Uint8Array | undefined {
    const { files } = this.dataOf(tenant);
    return files.entry(namespace, path)?.kind === 'File' ? files.read(namespace, path) : undefined;
  }

  async answer(request: ArrivedRequest, body: Buffer): Promise<Answer> {
    try {
      return await this.#route(request, body);
    } catch (error) {
      return this.#errorAnswer(error instanceof Refusal ? error : internalError(String(error)), request);
    }
  }

  #errorAnswer(refusal: Refusal, request: ArrivedRequest): FullAnswer {
    const { contextPath, errorFormat, line } = this.settings;
    const path = contextPath + request.path;
    return errorFormat === 'problem'
      ? problem(refusal, path)
      : jsonError(refusalOf(line, refusal), path + request.query);
  }

  #route(request: ArrivedRequest, body: Buffer): Answer | Promise<Answer> {
    const { settings } = this;
    const { path } = request;
    if (path === '/') return empty(307, { location: `${settings.contextPath}/ui/` });
    if (path === '/ping') return { status: 200, headers: { 'content-type': 'application/json' }, body: 'pong' };
    if (!path.startsWith(API)) throw notFound();
    const segments = path
      .slice(API.length)
      .split('/')
      .map((segment) => decodeURIComponent(segment));
    const tenant = this.#tenantOf(segments, request);
    const ofInstance = segments.join('/');
    if (!isOpen(ofInstance, settings)) {
      const refused = refuseCredentials(request, settings);
      if (refused !== undefined) return refused;
    }
    const answer = answerOfInstance(request, ofInstance, settings);
    if (answer !== undefined) return answer;
    if (tenant === undefined) throw this.#unknownPath();
    return this.#call(tenant.name, tenant.rest, request, body);
  }

  /**
   * The tenant of a path and what follows it. OSS takes a path without tenant for one of "main", and refuses
   * others before it looks at credentials, though not before it looks at `Accept`.
   */
  #tenantOf(
    segments: readonly string[],
    request: ArrivedRequest,
  ): { readonly name: string; readonly rest: readonly string[] } | undefined {
    const { edition } = this.settings;
    const [name, ...rest] = segments;
    if (name === undefined) return undefined;
    if (edition === 'OSS' && belongsToTenant(segments) && name !== 'main') return { name: 'main', rest: segments };
    if (edition === 'OSS' && name !== 'main' && belongsToTenant(rest)) {
      this.#find(request, rest);
      throw new Refusal(400, 'bad-request', "Bad Request: Tenant must be 'main' for OSS version");
    }
    return edition === 'EE' || name === 'main' ? { name, rest } : undefined;
  }

  async #call(tenant: string, segments: readonly string[], request: ArrivedRequest, body: Buffer): Promise<Answer> {
    const { settings } = this;
    const { method, path, query, headers } = request;
    const data = this.#tenants.get(tenant);
    if (data === undefined) throw notFound();
    if (settings.edition === 'EE' && settings.denied.includes(permissionFor(method, path, settings.isTwo))) {
      throw new Refusal(403, 'forbidden', 'Forbidden');
    }
    const { handler, params, contentType } = this.#find(request, segments);
    const answer = await handler({
      request,
      settings,
      query: new URLSearchParams(query),
      body,
      contentType: mediaTypeOf(headers['content-type']),
      params,
      tenant,
      data,
      countDeadlyPut: () => this.#deadlyPuts++,
    });
    if (answer === 'never' || answer.headers['content-type'] === undefined) return answer;
    return { ...answer, headers: { ...answer.headers, 'content-type': contentType } };
  }

  #find(request: ArrivedRequest, segments: readonly string[]): FoundRoute {
    try {
      return findRoute(request, segments, this.settings.contextPath + request.path, this.settings);
    } catch (error) {
      if (error instanceof Refusal && (error.status === 404 || error.status === 405)) throw this.#unknownPath(error);
      throw error;
    }
  }

  /** Enterprise Edition 2.0 does not tell an unknown path from a forbidden one. */
  #unknownPath(otherwise: Refusal = notFound()): Refusal {
    const hides = this.settings.edition === 'EE' && this.settings.isReleasedTwo;
    return hides ? new Refusal(403, 'forbidden', 'Access denied') : otherwise;
  }
}
