import { zipSync, type Zippable } from 'fflate';
import { attachment, type FullAnswer } from './answer.js';
import { textOf, type Call } from './call.js';
import { parseSource } from '../flow-source.js';
import { writtenText } from './flow-json.js';
import type { StoredFlow } from './flow-store.js';
import { missingBody, notFound } from './refusal.js';
import { matchingFlows } from './search.js';

/** GET /flows/export/by-query: entries named by what is written in the sources. */
export function exportByQuery(call: Call): FullAnswer {
  const entries = matchingFlows(call).map(({ namespace, id, source }) => {
    const parsed = parseSource(source);
    const root = parsed.ok && parsed.root.kind === 'mapping' ? parsed.root : undefined;
    return [`${writtenText(root, 'namespace') ?? namespace}-${writtenText(root, 'id') ?? id}.yml`, source] as const;
  });
  return attachment(zipOf(entries), 'flows.zip');
}

/** POST /flows/export/by-ids: 404 as soon as one is missing. */
export function exportByIds(call: Call): FullAnswer {
  const entries = flowsByIds(call).map(({ namespace, id, source }) => [`${namespace}.${id}.yaml`, source] as const);
  return attachment(zipOf(entries), 'flows.zip');
}

/** The flows that a JSON body names. */
export function flowsByIds(call: Call): readonly StoredFlow[] {
  return idsIn(call).map(({ namespace, id }) => {
    const flow = call.data.flows.get(namespace, id);
    if (flow === undefined) throw notFound('No value present');
    return flow;
  });
}

function idsIn(call: Call): readonly { readonly namespace: string; readonly id: string }[] {
  try {
    return JSON.parse(textOf(call)) as { namespace: string; id: string }[];
  } catch {
    throw missingBody();
  }
}

/** A zip of texts or bytes. */
export function zipOf(entries: readonly (readonly [name: string, content: string | Uint8Array])[]): Uint8Array {
  const files: Zippable = {};
  for (const [name, content] of entries) files[name] = [Buffer.from(content), { level: 1 }];
  return zipSync(files);
}
