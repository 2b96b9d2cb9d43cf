import { internalError } from './refusal.js';

export interface Part {
  readonly name: string;
  readonly filename?: string;
  readonly content: Buffer;
}

/** Micronaut's limit of parts. */
const MAX_PARTS = 128;

/** The parts of a multipart form. */
export function readParts(body: Buffer, contentType: string): readonly Part[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return [];
  const parts: Part[] = [];
  const delimiter = Buffer.from(`--${boundary}`);
  let at = body.indexOf(delimiter);
  while (at !== -1) {
    const start = at + delimiter.length;
    if (body.subarray(start, start + 2).toString('latin1') === '--') break;
    const next = body.indexOf(Buffer.from(`\r\n--${boundary}`), start);
    if (next === -1) break;
    const part = readPart(body.subarray(start + 2, next));
    if (part !== undefined) parts.push(part);
    if (parts.length > MAX_PARTS) {
      throw internalError(`Number of form fields exceeds configured limit of [${MAX_PARTS}]`);
    }
    at = next + 2;
  }
  return parts;
}

function readPart(part: Buffer): Part | undefined {
  const end = part.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const head = part.subarray(0, end).toString('utf8');
  const name = /;\s*name="([^"]*)"/i.exec(head)?.[1];
  const filename = /;\s*filename="([^"]*)"/i.exec(head)?.[1];
  if (name === undefined) return undefined;
  return { name, ...(filename === undefined ? {} : { filename }), content: part.subarray(end + 4) };
}
