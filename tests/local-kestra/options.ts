/**
 * What a local Kestra is like. Without options: open source 1.3.25 for anybody's credentials `user` and
 * `password`.
 */
export interface LocalKestraOptions {
  /** Default "1.3.25". From "2.0.0" on, the double behaves as 2.0. */
  readonly version?: string;
  /** Default "OSS". */
  readonly edition?: 'OSS' | 'EE';
  /** Basic authentication; OSS always has a user. Default "admin@kestra.io" and "Kestra-1". */
  readonly user?: string;
  readonly password?: string;
  /** EE: API tokens. */
  readonly tokens?: readonly string[];
  /** EE: the tenants. Default "main". */
  readonly tenants?: readonly string[];
  /** EE: what the caller has no permission for. */
  readonly denied?: readonly Permission[];
  /** `micronaut.server.context-path`: where the server lives, e.g. "/tools/kestra". */
  readonly contextPath?: string;
  /** Every answer takes at least this long. */
  readonly latencyMs?: number;
  /**
   * How long a new file or a deletion is under way, and meets those that start beside it. Default 5.
   */
  readonly fileWriteMs?: number;
  readonly faults?: readonly Fault[];
  /**
   * Default true, as real servers: the PUT of a flow that does not exist is never answered (a real server
   * then dies). False: 404, as a server answers when it survives.
   */
  readonly deadlyPut?: boolean;
  /**
   * Default "problem" (RFC 9457) for 2.0 and newer, else "json-error". "json-error" with 2.0 is the web layer
   * of July 2026, before the release: `/configs` open, no `/configs/login`, an unknown filter 422, flows in
   * the export of files.
   */
  readonly errorFormat?: 'json-error' | 'problem';
  /**
   * Types outside the core: "refuse" (default) is a server without further plugins, "accept" one that has
   * them all.
   */
  readonly otherPlugins?: 'refuse' | 'accept';
}

/** What a role allows to do with flows and, in 1.3, with namespace files. */
export type Permission = 'READ' | 'CREATE' | 'UPDATE' | 'DELETE' | 'VALIDATE';

/** Something that goes wrong between the client and Kestra, or in Kestra. */
export interface Fault {
  readonly method?: string;
  /** The end of the request's path, without query; "/" is every request. */
  readonly path: string;
  /** Only the nth request that fits, from 1; default every one. */
  readonly nth?: number;
  readonly effect: FaultEffect;
  /** Status of "status" (default 503) and "echo-request" (default 422). */
  readonly status?: number;
  /** Header of "status", in seconds or as a date. */
  readonly retryAfter?: string;
  /** "slow-body": between the two halves of the body. Default 200. */
  readonly delayMs?: number;
}

export type FaultEffect =
  /** A proxy answers in Kestra's place. */
  | 'status'
  /** The connection is reset, nothing was done. */
  | 'reset'
  /** The connection is reset, all was done. */
  | 'lose-answer'
  /** Half of the body, then the end of the connection. */
  | 'cut-body'
  | 'slow-body'
  /** Status 200 and a login page, as a proxy with single sign-on sends it. */
  | 'html'
  /** A verdict of a validation comes twice, all later indexes are shifted. */
  | 'duplicate-entries'
  /** An error that repeats the request with its headers and its body. */
  | 'echo-request';

/** A request as it arrived. */
export interface ArrivedRequest {
  readonly method: string;
  /** Decoded by nobody, without query and without the context path. */
  readonly path: string;
  /** With its "?"; "" when there is none. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface LocalFlow {
  readonly namespace: string;
  readonly id: string;
  readonly revision: number;
  readonly source: string;
  readonly disabled: boolean;
}

/**
 * A running local Kestra, and a look into it. Where there are several tenants, `tenant` is the first unless
 * said otherwise.
 */
export interface LocalKestra {
  /** Base address with the context path, no trailing slash. */
  readonly url: string;
  /** Every request so far, in the order of arrival. */
  readonly requests: readonly ArrivedRequest[];
  /** PUTs of flows that do not exist: each would have been the end of a real server. */
  readonly deadlyPuts: number;
  /** Called on arrival, before anything is done. */
  onRequest(listener: (request: ArrivedRequest) => void): void;
  flows(tenant?: string): readonly LocalFlow[];
  flow(namespace: string, id: string, tenant?: string): LocalFlow | undefined;
  /** As somebody else would, beside the API. */
  deleteFlow(namespace: string, id: string, tenant?: string): void;
  /** The stored bytes; undefined when there is no such file. */
  file(namespace: string, path: string, tenant?: string): Uint8Array | undefined;
  /** Paths of all files of a namespace. */
  files(namespace: string, tenant?: string): readonly string[];
  /** Ends every connection. */
  close(): Promise<void>;
}
