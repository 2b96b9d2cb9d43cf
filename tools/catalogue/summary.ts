import { pluginCatalogueOf, type PluginCatalogue } from '../../src/rules/plugins/catalogue.js';
import type { PluginFile } from '../../src/rules/plugins/format.js';

/** So many of each are named; the rest is counted. */
const NAMED = 200;

/** What a renewal of the catalogue brings, as Markdown for its pull request. */
export function renderRenewal(before: PluginFile, after: PluginFile): string {
  const [old, fresh] = [pluginCatalogueOf(before, false), pluginCatalogueOf(after, false)];
  const [had, has] = [new Set(old.types), new Set(fresh.types)];
  const came = fresh.types.filter((type) => !had.has(type));
  const went = old.types.filter((type) => !has.has(type));
  const both = fresh.types.filter((type) => had.has(type));
  const sections = [
    section('Types that came', came.map(code)),
    section('Types that went', went.map(code)),
    section('Types that are deprecated now', both.filter((type) => isNewlyDeprecated(old, fresh, type)).map(code)),
    section(
      'Properties that came',
      both.flatMap((type) => properties(old, fresh, type)),
    ),
    section(
      'Properties that went',
      both.flatMap((type) => properties(fresh, old, type)),
    ),
    section('Plugins at other versions', versions(before, after)),
  ].filter((text) => text !== '');
  const head = `The catalogue of ${after.meta.date}: ${has.size.toLocaleString('en-US')} types (${came.length} came, ${went.length} went).`;
  return `${[head, ...(sections.length === 0 ? ['Nothing else changed.'] : sections)].join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const more = lines.length > NAMED ? [`- and ${(lines.length - NAMED).toLocaleString('en-US')} more`] : [];
  return [
    `### ${title} (${lines.length})`,
    [...lines.slice(0, NAMED).map((line) => `- ${line}`), ...more].join('\n'),
  ].join('\n\n');
}

function isNewlyDeprecated(old: PluginCatalogue, fresh: PluginCatalogue, type: string): boolean {
  return fresh.classOf(type)!.deprecated && !old.classOf(type)!.deprecated;
}

/** Properties that a type has in one catalogue and not in another. */
function properties(without: PluginCatalogue, having: PluginCatalogue, type: string): readonly string[] {
  const [lacks, has] = [without.classOf(type)!, having.classOf(type)!];
  if (lacks.kind === 'unknown' || has.kind === 'unknown') return [];
  const names = [...has.props.keys()].filter((name) => !lacks.props.has(name));
  return names.length === 0 ? [] : [`${code(type)}: ${names.map(code).join(', ')}`];
}

function versions(before: PluginFile, after: PluginFile): readonly string[] {
  const old = new Map(before.sources.map(({ name, version }) => [name, version]));
  return after.sources
    .filter(({ name, version }) => version !== undefined && version !== old.get(name))
    .map(({ name, version }) => `${name} ${old.get(name) ?? '(new)'} → ${version}`);
}

function code(text: string): string {
  return `\`${text}\``;
}
