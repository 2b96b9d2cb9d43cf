import { unzipSync } from 'fflate';
import { attachment, bytes, empty, json, type FullAnswer } from './answer.js';
import type { Call } from './call.js';
import { zipOf } from './export.js';
import { readPath } from './file-paths.js';
import type { FileEntry } from './file-store.js';
import { readParts, type Part } from './multipart.js';
import { illegalArgument, internalError, missingQuery, notFound } from './refusal.js';
import { checkSource } from './write-check.js';

const namespaceOf = ({ params }: Call): string => params['namespace']!;

/** GET …/files */
export function getFile(call: Call): FullAnswer {
  const revision = call.query.get('revision');
  const path = pathOf(call);
  const content = call.data.files.read(namespaceOf(call), path, revision === null ? undefined : Number(revision));
  return bytes(content, { 'cache-control': 'no-cache' });
}

/**
 * POST …/files: a file; a flow below `/_flows`; and everything in it when the part's file name ends in
 * ".zip".
 */
export async function uploadFile(call: Call): Promise<FullAnswer> {
  const path = call.query.get('path');
  if (path === null) throw missingQuery('path');
  const parts = readParts(call.body, String(call.request.headers['content-type'] ?? ''));
  const part = parts.find(({ name }) => name === 'fileContent');
  if (part === undefined) throw internalError('Required Part [fileContent] not specified');
  if (/\.zip$/i.test(part.filename ?? '')) await unpack(call, part);
  else await store(call, path, part.content);
  return empty(200);
}

async function unpack(call: Call, { content }: Part): Promise<void> {
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(content);
  } catch {
    // Java's reader finds no entry in what is no archive.
    return;
  }
  for (const [name, bytesOf] of Object.entries(entries)) {
    if (name.endsWith('/')) continue;
    const illegal = call.settings.isTwo ? -1 : name.search(/[\s[\]{}|"^<>\\`]/);
    if (illegal !== -1) throw illegalArgument(`Illegal character in path at index ${illegal}: ${name}`);
    await store(call, `/${name}`, bytesOf);
  }
}

async function store(call: Call, path: string, content: Uint8Array): Promise<void> {
  const namespace = namespaceOf(call);
  const below = /^\/_flows\/(.*)$/.exec(path)?.[1];
  if (below === undefined) {
    await call.data.underWay.upload(namespace, readPath(path, call.settings.line), content);
    return;
  }
  if (below === '' || below.includes('/')) throw illegalArgument('Invalid flow file path');
  const source = Buffer.from(content)
    .toString('utf8')
    .replace(/^namespace: .*$/m, `namespace: ${namespace}`);
  const flow = checkSource(source, 'strict', call.settings, call.data.flows);
  call.data.flows.save(flow.namespace, flow.id, source, flow);
}

/** DELETE …/files: also succeeds when there is nothing. */
export async function deleteFile(call: Call): Promise<FullAnswer> {
  await call.data.underWay.delete(namespaceOf(call), pathOf(call));
  return empty(200);
}

/** PUT …/files: moves. */
export function moveFile(call: Call): FullAnswer {
  const [from, to] = ['from', 'to'].map((name) => {
    const path = call.query.get(name);
    if (path === null) throw missingQuery(name);
    return readPath(path, call.settings.line);
  }) as [string, string];
  call.data.files.move(namespaceOf(call), from, to);
  return empty(200);
}

/** GET …/files/directory: one level. Every namespace has a root. */
export function listFolder(call: Call): FullAnswer {
  const path = readPath(call.query.get('path') ?? '/', call.settings.line);
  return json(call.data.files.list(namespaceOf(call), path).map(([child, entry]) => attributes(call, child, entry)));
}

/** POST …/files/directory */
export function createFolder(call: Call): FullAnswer {
  call.data.files.makeFolder(namespaceOf(call), pathOf(call));
  return empty(200);
}

/** GET …/files/stats */
export function fileStats(call: Call): FullAnswer {
  const path = readPath(call.query.get('path') ?? '/', call.settings.line);
  const now = Date.now();
  const root = { kind: 'Directory', size: 0, created: now, modified: now } as const;
  if (path === '/') return json(attributes(call, '/_files', root));
  return json(attributes(call, path, call.data.files.existing(namespaceOf(call), path)));
}

/** GET …/files/revisions */
export function fileRevisions(call: Call): FullAnswer {
  const path = pathOf(call);
  const entry = call.data.files.entry(namespaceOf(call), path);
  if (entry === undefined) throw notFound(`File not found: ${path}`);
  return json(Array.from({ length: entry.revisions }, (_, index) => ({ revision: index + 1 })));
}

/** GET …/files/search: the files whose path contains every word; "/" is every file. */
export function searchFiles(call: Call): FullAnswer {
  const q = call.query.get('q');
  if (q === null) throw missingQuery('q');
  const words = q.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const paths = call.data.files.paths(namespaceOf(call));
  return json(paths.filter((path) => words.every((word) => path.includes(word))).toSorted());
}

/** GET …/files/export: the files, and until 2.0 the flows of the namespace. */
export function exportFiles(call: Call): FullAnswer {
  const namespace = namespaceOf(call);
  const { files, flows } = call.data;
  const sources = call.settings.isReleasedTwo ? [] : flows.all().filter((flow) => flow.namespace === namespace);
  const entries = [
    ...files.contents(namespace).map(([path, content]) => [path.slice(1), content] as const),
    ...sources.map(({ id, source }) => [`_flows/${id}.yml`, source] as const),
  ];
  return attachment(zipOf(entries), `${namespace}_files.zip`);
}

function attributes(call: Call, path: string, entry: Omit<FileEntry, 'revisions'>): object {
  return {
    type: entry.kind,
    size: entry.size,
    fileName: path.slice(path.lastIndexOf('/') + 1),
    lastModifiedTime: entry.modified,
    creationTime: entry.created,
    ...(call.settings.line.fileStorage === 'versioned' ? { metadata: {} } : {}),
  };
}

function pathOf(call: Call): string {
  const path = call.query.get('path');
  if (path === null) throw missingQuery('path');
  return readPath(path, call.settings.line);
}
