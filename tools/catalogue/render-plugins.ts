import type { PluginFile } from '../../src/rules/plugins/format.js';

/**
 * The file as it is committed: a class, a shape, a source a line, so that a renewal can be read as a diff.
 */
export function renderPluginFile(file: PluginFile): string {
  const { meta, sources, shapes, classes, aliases, unions, gone } = file;
  const list = (name: string, items: readonly unknown[]): string =>
    `"${name}":[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
  const table = (name: string, rows: Readonly<Record<string, unknown>>): string =>
    `"${name}":{\n${Object.entries(rows)
      .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
      .join(',\n')}\n}`;
  return `{\n${[
    `"meta":${JSON.stringify(meta)}`,
    list('sources', sources),
    list('shapes', shapes),
    table('classes', classes),
    table('aliases', aliases),
    table('unions', unions),
    table('gone', gone),
  ].join(',\n')}\n}\n`;
}
