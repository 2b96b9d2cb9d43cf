import { unzipSync } from 'fflate';
import type { ServerVerdict } from '../../../src/rules/verdict.js';
import { comparable, isYamlError, lineOf } from '../verdicts/same-answer.js';
import type { RecordedRequest, RecordedResponse } from './recordings.js';

/** Dates, and what every server has for itself: its id, its address, whether it was given a model. */
const ASIDE = new Set([
  'url',
  'isAiEnabled',
  'updated',
  'updateDate',
  'creationDate',
  'lastModifiedTime',
  'creationTime',
  'uuid',
]);

/**
 * What an answer means: dates and ids aside, lists that Kestra does not order in one order, archives
 * unpacked, YAML errors by their line.
 */
export function meaningOf(answer: RecordedResponse, request: RecordedRequest): unknown {
  const { status, headers, json, text, base64, bytes } = answer;
  const head = { status, headers };
  if (base64 !== undefined) return { ...head, content: contentOf(base64) };
  // Archives are packed differently everywhere.
  if (bytes !== undefined) return { ...head, bytes: request.path.includes('/export') ? bytes > 0 : bytes };
  if (text !== undefined) return { ...head, text };
  if (request.path.endsWith('/flows/validate') && Array.isArray(json)) {
    return { ...head, verdicts: (json as readonly Verdict[]).map(verdictOf) };
  }
  // Of what is long, the recordings say no more than that it is there.
  if (request.path.includes('/schemas/')) return { ...head, json: typeof json };
  const ordered = request.path.includes('sort=');
  return { ...head, json: Array.isArray(json) ? unordered(json.map(plain)) : plainObject(json, ordered) };
}

type Verdict = ServerVerdict & { readonly index: number; readonly filename?: string };

function verdictOf(verdict: Verdict): unknown {
  const { index, filename, constraints } = verdict;
  if (constraints === undefined || !isYamlError(constraints)) return { index, filename, ...comparable(verdict) };
  return { index, filename, yaml: lineOf(constraints), keys: Object.keys(verdict).sort() };
}

function plainObject(json: unknown, ordered: boolean): unknown {
  const value = plain(json);
  if (typeof value !== 'object' || value === null) return value;
  const object = value as Record<string, unknown>;
  if (Array.isArray(object['results']) && !ordered) return { ...object, results: unordered(object['results']) };
  if (typeof object['message'] === 'string' && '_links' in object) return errorOf(object);
  return object;
}

function errorOf(error: Record<string, unknown>): unknown {
  const { errors = [] } = error['_embedded'] as { readonly errors?: readonly { readonly message: string }[] };
  const details = errors.map((detail) => ({ ...detail, message: sentence(detail.message) }));
  return { ...error, message: sentence(String(error['message'])), _embedded: { errors: unordered(details) } };
}

/** A message: of several lines in any order, or an error of the YAML parser by its class and its line. */
function sentence(message: string): unknown {
  // Duplicate keys are found by Kestra's mapper, whose words are known.
  if (message.includes('Duplicate field')) return message.split('\n').sort();
  const parser = /^.*?YAML parsing error: /.exec(message)?.[0];
  if (parser !== undefined) return { parser, line: lineOf(message) };
  const [, before, line] =
    /^((?:Invalid entity: Illegal \w+ source: )?)[^]*\(StringReader\); line: (\d+)/.exec(message) ?? [];
  return line === undefined ? message.split('\n').sort() : { parser: before, line };
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (ASIDE.has(key) ? [] : [[key, plain(inner)]])),
  );
}

function unordered(list: readonly unknown[]): readonly unknown[] {
  return list
    .map((item) => [JSON.stringify(item), item] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, item]) => item);
}

function contentOf(base64: string): unknown {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK') return base64;
  const entries = Object.entries(unzipSync(bytes)).map(([name, content]) => [
    name,
    Buffer.from(content).toString('base64'),
  ]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a! < b! ? -1 : 1))) as unknown;
}
