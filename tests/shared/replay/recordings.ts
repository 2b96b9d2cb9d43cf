import { readFileSync } from 'node:fs';

/** One exchange with a real server. */
export interface Exchange {
  /** "<file>: <name>", unique. */
  readonly name: string;
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
}

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly multipart?: readonly RecordedPart[];
}

export interface RecordedPart {
  readonly name: string;
  readonly filename: string;
  readonly content: string | { readonly base64: string };
  readonly type?: string;
}

export interface RecordedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  readonly base64?: string;
  /** Of content that was not recorded: how long it was. */
  readonly bytes?: number;
}

/** In the order in which they were recorded: what comes first finds an empty server. */
const FILES = ['server-and-auth', 'validate-framing', 'validate-rules', 'flows', 'namespace-files', 'kv'];

export function readRecordings(folder: 'recordings' | 'recordings-2.0'): readonly Exchange[] {
  return FILES.flatMap((file) => {
    const url = new URL(`../../../../shared/kestra/${folder}/${file}.json`, import.meta.url);
    const exchanges = JSON.parse(readFileSync(url, 'utf8')) as readonly Exchange[];
    return exchanges.map((exchange) => ({ ...exchange, name: `${file}: ${exchange.name}` }));
  });
}

export type Lines = '1.0' | '1.1' | '1.2' | '1.3' | '2.0';

/** What a server of a line answers to all kinds of `Accept`, in the order in which it was asked. */
export function readHeaderRecordings(line: Lines): readonly Exchange[] {
  const url = new URL(`../../../../shared/kestra/recordings-headers/${line}.json`, import.meta.url);
  const exchanges = JSON.parse(readFileSync(url, 'utf8')) as readonly Exchange[];
  return exchanges.map((exchange, index) => ({ ...exchange, name: `${index}: ${exchange.name}` }));
}
