import { capitalised } from '../words.js';
import type { Mistake } from './mistake.js';
import { openEntries, type OutlineLine } from './outline.js';

/** An entry that stands to the right of one that has a value: it goes on with that value, or fits nowhere. */
export const tooFarRight: Mistake = ({ problem, here, above, numberOf }) => {
  const isText = problem.problem === 'mapping values are not allowed here';
  const isEntry = /expected <block end>, but found '(<block mapping start>|<block sequence start>)'/.test(
    problem.problem,
  );
  const parent = above.at(-1);
  if (here === undefined || parent?.key === undefined || parent.value === '' || !(isText || isEntry)) return undefined;
  const column = here.dashes[0] ?? here.column;
  if (column <= parent.column) return undefined;
  const name = nameOf(here);
  const wanted = parent.column + 1;
  const continues = isText ? ': to YAML it goes on with that value' : '';
  return {
    message: `${capitalised(name)} begins in column ${column + 1}, further to the right than ${nameOf(parent)} (line ${numberOf(parent.number)}, column ${wanted}), which has a value already${continues}.`,
    hint: `Move ${name} to column ${wanted}, or remove the value of ${nameOf(parent)} if ${name} was meant to be nested.`,
  };
};

/** An entry in a column where none of the open collections has its entries. */
export const wrongColumn: Mistake = ({ problem, here, above, numberOf }) => {
  if (!/expected <block end>, but found '(<block (mapping|sequence) start>|-|\?|<scalar>)'/.test(problem.problem))
    return undefined;
  if (here === undefined) return undefined;
  const column = here.dashes[0] ?? here.column;
  const columns = openColumns(above);
  if (columns.length === 0 || columns.some((one) => one.column === column && one.isDash === here.dashes.length > 0))
    return undefined;
  const fitting = columns.filter((one) => one.isDash === here.dashes.length > 0);
  const nearest = [...fitting].sort((a, b) => Math.abs(a.column - column) - Math.abs(b.column - column)).slice(0, 2);
  if (nearest.length === 0) return undefined;
  const name = nameOf(here);
  const places = nearest.map(
    (one) => `column ${one.column + 1} (as ${nameOf(one.line)} in line ${numberOf(one.line.number)})`,
  );
  return {
    message: `${capitalised(name)} begins in column ${column + 1}, where nothing that is open above it has its entries.`,
    hint: `Move it to ${places.join(' or ')}.`,
  };
};

/** A list item in the column of a key that has a value. */
export const itemUnderValue: Mistake = ({ problem, here, above, numberOf }) => {
  if (!/expected <block end>, but found '-'/.test(problem.problem) || here === undefined) return undefined;
  const column = here.dashes[0];
  const owner = openEntries(above).find((line) => line.column === column && line.key !== undefined);
  if (owner === undefined) return undefined;
  const line = numberOf(owner.number);
  if (owner.value !== '') {
    return {
      message: `This list item belongs to ${nameOf(owner)} (line ${line}), which has a value already.`,
      hint: `Remove the value of ${nameOf(owner)} if it is a list, or the dash.`,
    };
  }
  const first = above.find(({ number, dashes }) => number > owner.number && dashes.length > 0)?.dashes[0];
  return first === undefined || first === column
    ? undefined
    : {
        message: `This list item begins in column ${column! + 1}, the items above it in column ${first + 1}.`,
        hint: `Move it to column ${first + 1}.`,
      };
};

/** An entry in the column of a list's dashes. */
export const entryAmongItems: Mistake = ({ problem, here, above, numberOf }) => {
  if (!/expected <block end>, but found '\?'/.test(problem.problem) || here?.key === undefined) return undefined;
  const item = above.findLast(({ dashes }) => dashes.includes(here.column));
  if (item === undefined) return undefined;
  const line = numberOf(item.number);
  if (item.dashes.length > 1) {
    return {
      message: `${nameOf(here)} stands in the column of a dash: line ${line} begins with ${item.dashes.length} dashes, a list inside a list.`,
      hint: `Remove the dash too many in line ${line}, or move ${nameOf(here)} to column ${item.column + 1}.`,
    };
  }
  return {
    message: `${nameOf(here)} begins in column ${here.column + 1}, where the items of the list begin (line ${line}), but it is no item.`,
    hint: `Move it to column ${item.column + 1} if it belongs to the item, or put a dash before it if it is one.`,
  };
};

interface Column {
  readonly column: number;
  readonly isDash: boolean;
  readonly line: OutlineLine;
}

/** Where entries and items could go on. */
function openColumns(above: readonly OutlineLine[]): readonly Column[] {
  return openEntries(above).flatMap((line) => [
    ...(line.key === undefined ? [] : [{ column: line.column, isDash: false, line }]),
    ...line.dashes.map((column) => ({ column, isDash: true, line })),
  ]);
}

/** A line by its key, else as what it is. */
export function nameOf(line: OutlineLine): string {
  if (line.key !== undefined) return /^["']/.test(line.key) ? line.key : `"${line.key}"`;
  return line.dashes.length > 0 ? 'the list item' : 'this line';
}
