import { empty, json, type FullAnswer } from './answer.js';
import { textOf, type Call } from './call.js';
import { notFound } from './refusal.js';

const entryOf = ({ params }: Call): [namespace: string, key: string] => [params['namespace']!, params['key']!];

export function putKv(call: Call): FullAnswer {
  call.data.kv.put(...entryOf(call), parse(textOf(call)));
  return empty(200);
}

export function getKv(call: Call): FullAnswer {
  const [namespace, key] = entryOf(call);
  const entry = call.data.kv.get(namespace, key);
  if (entry === undefined) throw notFound(`No value found for key '${key}' in namespace '${namespace}'`);
  const { value, revision, updated } = entry;
  return json({ type: typeOf(value), value, revision, updated });
}

export function listKv(call: Call): FullAnswer {
  return json(
    call.data.kv.list(call.params['namespace']!).map(({ namespace, key, revision, created, updated }) => ({
      namespace,
      key,
      version: revision,
      creationDate: created,
      updateDate: updated,
    })),
  );
}

export function deleteKv(call: Call): FullAnswer {
  return json(call.data.kv.delete(...entryOf(call)));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function typeOf(value: unknown): string {
  if (typeof value === 'string') return 'STRING';
  return typeof value === 'number' || typeof value === 'boolean' ? (typeof value).toUpperCase() : 'JSON';
}

/** DELETE …/kv: the keys that a JSON body names. */
export function deleteKvs(call: Call): FullAnswer {
  const { keys = [] } = parse(textOf(call)) as { readonly keys?: readonly string[] };
  for (const key of keys) call.data.kv.delete(call.params['namespace']!, key);
  return json({ keys });
}
