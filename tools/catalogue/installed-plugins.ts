/** A plugin as a server lists it. */
export interface InstalledPlugin {
  readonly name: string;
  readonly version?: string;
  readonly classes: readonly string[];
}

/** Reads the answer of `GET /api/v1/plugins`: every plugin with the classes that it brings. */
export function decodeInstalledPlugins(json: unknown): readonly InstalledPlugin[] {
  if (!Array.isArray(json)) throw new Error('This is no list of plugins: save the answer of GET /api/v1/plugins.');
  return json.flatMap((one: unknown): readonly InstalledPlugin[] => {
    if (!isRecord(one) || typeof one['name'] !== 'string') return [];
    const lists = Object.values(one).filter((value): value is unknown[] => Array.isArray(value));
    const classes = lists
      .flat()
      .flatMap((item) => (isRecord(item) && typeof item['cls'] === 'string' ? [item['cls']] : []));
    const version = typeof one['version'] === 'string' ? { version: one['version'] } : {};
    return [{ name: one['name'], ...version, classes }];
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
