import { unzipSync } from 'fflate';

/** Netty refuses request lines beyond 4096 bytes. */
const MAX_QUERY = 3000;

/** Encoded names in groups whose joined text fits into one query. */
export function queryGroups(names: readonly string[]): readonly string[] {
  const groups: string[] = [];
  for (const name of names.map(encodeURIComponent)) {
    const last = groups.at(-1);
    if (last === undefined || last.length + name.length + 1 > MAX_QUERY) groups.push(name);
    else groups[groups.length - 1] = `${last},${name}`;
  }
  return groups;
}

/** The texts in a zip. @throws Error when it is none, or holds more than `maxBytes` */
export function unzipTexts(zip: Uint8Array, maxBytes: number): readonly string[] {
  let total = 0;
  const files = unzipSync(zip, { filter: ({ originalSize }) => (total += originalSize) <= maxBytes });
  if (total > maxBytes) throw new Error('too large');
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return Object.values(files).map((bytes) => decoder.decode(bytes));
}

/** The files of a namespace, packed. Paths are absolute, as the server lists them. */
export interface ExportedFiles {
  /** Bytes by path. */
  readonly sizes: ReadonlyMap<string, number>;
  /** The contents of these paths; one that is not in the zip, or not as large as it says, is absent. */
  read(paths: readonly string[]): ReadonlyMap<string, Uint8Array>;
}

/** Looks into a zip without unpacking it. @throws Error when it is none */
export function openExport(zip: Uint8Array): ExportedFiles {
  const sizes = new Map<string, number>();
  unzipSync(zip, {
    filter: ({ name, originalSize }) => {
      sizes.set(`/${name}`, originalSize);
      return false;
    },
  });
  return {
    sizes,
    read: (paths) => {
      const wanted = new Set(paths);
      const found = Object.entries(unzipSync(zip, { filter: ({ name }) => wanted.has(`/${name}`) }));
      const contents = found.map(([name, bytes]) => [`/${name}`, bytes] as const);
      return new Map(contents.filter(([path, bytes]) => bytes.length === sizes.get(path)));
    },
  };
}
