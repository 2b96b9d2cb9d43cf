import type { ActionSpec, Input } from '../../src/inputs/input.js';
import { specs } from './specs.js';

/**
 * Fills the places between `<!-- inputs:NAME -->` or `<!-- outputs:NAME -->` and `<!-- end -->` with the
 * tables of that action.
 * @throws when a place names an action that does not exist
 */
export function fillTables(markdown: string, path: string): string {
  return markdown.replace(
    /<!-- (inputs|outputs):([\w-]+) -->\n[\s\S]*?<!-- end -->/g,
    (_all, what: string, name: string) => {
      const spec = specs.find((candidate) => candidate.name === name);
      if (spec === undefined) throw new Error(`${path} asks for the ${what} of "${name}", which is no action`);
      const table = what === 'inputs' ? inputTable(spec) : outputTable(spec);
      return `<!-- ${what}:${name} -->\n\n${table}\n<!-- end -->`;
    },
  );
}

function inputTable(spec: ActionSpec): string {
  const rows = Object.entries(spec.inputs).map(([name, input]) => [
    `\`${name}\``,
    defaultOf(input),
    cell(input.description),
  ]);
  return table(['input', 'default', 'meaning'], rows);
}

function outputTable(spec: ActionSpec): string {
  return table(
    ['output', 'meaning'],
    Object.entries(spec.outputs).map(([name, output]) => [`\`${name}\``, cell(output.description)]),
  );
}

function defaultOf(input: Input): string {
  if (input.required) return '**required**';
  if (input.default === undefined) return '';
  return input.default
    .split('\n')
    .map((line) => `\`${line}\``)
    .join('<br>');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** Columns are padded as Prettier pads them, so that formatting and generating agree. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((text, column) => text.padEnd(widths[column]!)).join(' | ')} |`;
  return `${[line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')}\n`;
}
