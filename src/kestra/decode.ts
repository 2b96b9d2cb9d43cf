/**
 * The answer does not have the promised shape; the client turns it into a ProtocolError with the request's
 * facts.
 */
export class DecodeError extends Error {
  constructor(readonly expected: string) {
    super(`expected ${expected}`);
    this.name = 'DecodeError';
  }
}

type Json = Record<string, unknown>;

/** Version and edition as `GET /api/v1/configs` gives them; both may be absent before 0.24. */
export interface ServerInfo {
  readonly version?: string;
  readonly edition?: 'OSS' | 'EE';
  /** False: the server has no credentials yet, everything else answers 401. */
  readonly initialized?: boolean;
}

/** A flow with its source. */
export interface StoredFlow {
  readonly namespace: string;
  readonly id: string;
  readonly revision: number;
  readonly source: string;
  readonly disabled?: boolean;
}

/** An entry of `POST /flows/validate`. */
export interface FlowVerdict {
  readonly index: number;
  readonly namespace?: string;
  readonly flow?: string;
  readonly constraints?: string;
  readonly outdated: boolean;
  readonly deprecationPaths?: readonly string[];
  readonly warnings?: readonly string[];
  readonly infos?: readonly string[];
}

/** A file or folder of a namespace. */
export interface FileAttributes {
  readonly name: string;
  readonly type: 'File' | 'Directory';
  /** Bytes. */
  readonly size: number;
}

/** A page of flows, without sources. */
export interface FlowPage {
  readonly total: number;
  readonly flows: readonly Omit<StoredFlow, 'source'>[];
}

/** Decodes `GET /configs` (0.23 to 2.0) and `GET /configs/login` (2.0). @throws DecodeError */
export function decodeServerInfo(value: unknown): ServerInfo {
  const body = objectOf(value, 'a configuration');
  const edition = body['edition'];
  return {
    ...(typeof body['version'] === 'string' ? { version: body['version'] } : {}),
    ...(edition === 'OSS' || edition === 'EE' ? { edition } : {}),
    ...(typeof body['isBasicAuthInitialized'] === 'boolean' ? { initialized: body['isBasicAuthInitialized'] } : {}),
  };
}

/**
 * Decodes `GET` and the answers of `POST` and `PUT /flows`, with source.
 * @throws DecodeError also for a flow that is deleted: Kestra answers so to one that says it of itself
 */
export function decodeFlow(value: unknown): StoredFlow {
  const body = objectOf(value, 'a flow');
  if (body['deleted'] === true) throw new DecodeError('a flow that is there');
  return {
    namespace: textOf(body, 'namespace', 'a flow'),
    id: textOf(body, 'id', 'a flow'),
    revision: numberOf(body, 'revision', 'a flow'),
    source: textOf(body, 'source', 'a flow with its source'),
    ...(typeof body['disabled'] === 'boolean' ? { disabled: body['disabled'] } : {}),
  };
}

/**
 * Decodes `POST /flows/validate`.
 * @throws DecodeError also for a field in another shape: it may hold an error
 */
export function decodeVerdicts(value: unknown): readonly FlowVerdict[] {
  return arrayOf(value, 'a list of verdicts').map((entry) => {
    const body = objectOf(entry, 'a verdict');
    return {
      index: numberOf(body, 'index', 'a verdict'),
      outdated: body['outdated'] === true,
      ...optionalText(body, 'namespace'),
      ...optionalText(body, 'flow'),
      ...optionalText(body, 'constraints'),
      ...optionalTexts(body, 'deprecationPaths'),
      ...optionalTexts(body, 'warnings'),
      ...optionalTexts(body, 'infos'),
    };
  });
}

/** Decodes `GET /files/directory`. @throws DecodeError */
export function decodeFiles(value: unknown): readonly FileAttributes[] {
  return arrayOf(value, 'a list of files').map(decodeFile);
}

/** Decodes `GET /files/stats`, where folders may have no size. @throws DecodeError */
export function decodeFile(value: unknown): FileAttributes {
  const body = objectOf(value, 'a file');
  const type = body['type'];
  if (type !== 'File' && type !== 'Directory') throw new DecodeError('a file or a folder');
  const size = type === 'Directory' && body['size'] === undefined ? 0 : numberOf(body, 'size', 'a file');
  return { name: textOf(body, 'fileName', 'a file'), type, size };
}

/** Decodes `GET /files/search`. @throws DecodeError */
export function decodePaths(value: unknown): readonly string[] {
  return arrayOf(value, 'a list of paths').map((path) => {
    if (typeof path !== 'string') throw new DecodeError('a path');
    return path;
  });
}

/** Decodes `GET /flows/search`. @throws DecodeError */
export function decodeFlowPage(value: unknown): FlowPage {
  const body = objectOf(value, 'a page of flows');
  const flows = arrayOf(body['results'], 'a page of flows').map((entry) => {
    const flow = objectOf(entry, 'a flow');
    return {
      namespace: textOf(flow, 'namespace', 'a flow'),
      id: textOf(flow, 'id', 'a flow'),
      revision: numberOf(flow, 'revision', 'a flow'),
      ...(typeof flow['disabled'] === 'boolean' ? { disabled: flow['disabled'] } : {}),
    };
  });
  return { total: numberOf(body, 'total', 'a page of flows'), flows };
}

function objectOf(value: unknown, what: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new DecodeError(what);
  return value as Json;
}

function arrayOf(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new DecodeError(what);
  return value;
}

function textOf(body: Json, key: string, what: string): string {
  const value = body[key];
  if (typeof value !== 'string') throw new DecodeError(`${what} (no ${key})`);
  return value;
}

function numberOf(body: Json, key: string, what: string): number {
  const value = body[key];
  if (typeof value !== 'number') throw new DecodeError(`${what} (no ${key})`);
  return value;
}

/** What is not there is absent; what is there in another shape is no verdict, rather than a valid one. */
function optionalText<K extends string>(body: Json, key: K): { readonly [P in K]?: string } {
  const value = body[key] ?? undefined;
  if (value !== undefined && typeof value !== 'string') throw new DecodeError(`a verdict (${key} is no text)`);
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: string };
}

function optionalTexts<K extends string>(body: Json, key: K): { readonly [P in K]?: readonly string[] } {
  const value = body[key] ?? undefined;
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
  if (value !== undefined && !isList) throw new DecodeError(`a verdict (${key} is no list of texts)`);
  return (value === undefined ? {} : { [key]: value }) as unknown as { readonly [P in K]?: readonly string[] };
}
