import { ActionError } from '../errors.js';
import { DecodeError } from './decode.js';
import { PermissionError } from './errors.js';
import type { Http } from './http.js';
import type { HttpAnswer, HttpRequest } from './request.js';

type Read = Omit<HttpRequest, 'method' | 'body' | 'contentType'>;

/**
 * Requests of one run for one tenant: reads, and writes that are not sent before the credentials were seen to
 * be right.
 */
export class Session {
  readonly #http: Http;
  readonly #tenant: string;
  /** Resolves once a GET with credentials was answered. */
  #checked: Promise<void> | undefined;

  constructor(http: Http, tenant: string) {
    this.#http = http;
    this.#tenant = `/api/v1/${segment(tenant)}`;
  }

  /** Nothing is to be sent again. */
  get stopped(): boolean {
    return this.#http.stopped;
  }

  /** Address below the tenant; every segment is encoded. */
  path(...segments: readonly string[]): string {
    return [this.#tenant, ...segments.map(segment)].join('/');
  }

  async read(request: Read): Promise<HttpAnswer> {
    const answer = await this.#http.send({ ...request, method: 'GET' });
    this.#checked ??= Promise.resolve();
    return answer;
  }

  /** Like `read`; undefined when Kestra says that there is none. */
  async find(request: Read): Promise<HttpAnswer | undefined> {
    const answer = await this.read({ ...request, expect: isAbsent });
    return answer.status === 404 ? undefined : answer;
  }

  async write(request: HttpRequest): Promise<HttpAnswer> {
    await this.#checkCredentials();
    return this.#http.send(request);
  }

  /** @throws ProtocolError when the answer is no JSON or has not the promised shape */
  decode<T>(answer: HttpAnswer, decode: (value: unknown) => T): T {
    const json = this.#http.json(answer);
    try {
      return decode(json);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      throw this.unexpected(answer, `something else than ${error.expected}`, error);
    }
  }

  /** An answer that is not what was promised: `got` says what it is. */
  unexpected({ facts }: HttpAnswer, got: string, cause: unknown): Error {
    return this.#http.failures.ofAnswer(facts, got, cause);
  }

  /**
   * A large body with wrong credentials can end in a reset instead of a 401 (1.3): credentials are tried by a
   * small GET first.
   */
  #checkCredentials(): Promise<void> {
    const request: Read = {
      path: `${this.path('flows', 'search')}?page=1&size=1`,
      what: 'accept the credentials',
      needs: 'list flows',
    };
    this.#checked ??= this.read(request).then(
      () => undefined,
      (error: unknown) => {
        // May not search, but is somebody: what comes next decides. A page with 403 comes from a proxy that
        // lets nobody through.
        if (error instanceof PermissionError && !error.details.html) return;
        this.#checked = undefined;
        throw error;
      },
    );
    return this.#checked;
  }
}

/** Kestra's own 404 is JSON; that of a proxy, or of another server, says nothing about what Kestra holds. */
export function isAbsent(status: number, contentType: string): boolean {
  return status === 404 && /\bjson\b/i.test(contentType);
}

/** URLs cannot carry "." and ".." as a segment, not even encoded: the request would go to another address. */
function segment(text: string): string {
  if (/^\.{0,2}$/.test(text)) throw new ActionError(`"${text}" cannot be a tenant, a namespace or the id of a flow.`);
  return encodeURIComponent(text);
}
