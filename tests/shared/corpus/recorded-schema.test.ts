import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { catalogueOf } from '../../../src/rules/catalogue/catalogue.js';
import type { TypeSpec } from '../../../src/rules/catalogue/format.js';
import { fileFromSchema } from '../../../src/rules/plugins/from-schema.js';

const recorded = new URL('../../../../shared/kestra/flow-schema-1.3.25.json', import.meta.url);
const schema = fileFromSchema(JSON.parse(readFileSync(recorded, 'utf8')));
const { classEntry, file, shape } = catalogueOf('1.3');
const shared = Object.keys(file.classes).filter((name) => schema.classes[name] !== undefined);

/** "property of list of text": as much as both can say. */
function kindOf(spec: TypeSpec): string {
  switch (spec.k) {
    case 'property':
      return `rendered ${kindOf(spec.of)}`;
    case 'list':
    case 'map':
      return `${spec.k} of ${kindOf(spec.of)}`;
    case 'int':
    case 'long':
      return 'whole number';
    case 'float':
    case 'double':
      return 'number';
    // A schema shows them as text.
    case 'date':
    case 'uri':
    case 'scalar':
      return 'string';
    case 'custom':
      return 'any';
    default:
      return spec.k;
  }
}

/** What a reader of a schema must know: names that it leaves out, and places where it says something else. */
const HIDDEN = ['created', 'deleted', 'interval', 'maxAttempt', 'minLogLevel', 'tasks', 'tenantId', 'updated'];
const OTHERWISE: Readonly<Record<string, string>> = {
  'enum / any': 'the `type` of an authentication, which the schema gives as a constant',
  'list of object / list of plugin': 'scheduleConditions, an interface',
  'list of string / rendered list of rendered string': 'a plain list whose elements are rendered',
  'map of any / rendered map of any': 'a plain map whose values are rendered',
  'map of string / rendered map of string': 'the same of text',
  'rendered any / any': 'nothing is known either way',
  'rendered any / object': 'an encrypted text: that an object is rendered, a schema does not show',
  'rendered any / union': 'the choice of a purge: the same',
  'rendered list of any / rendered list of object': 'elements of which the class does not tell',
  'rendered list of any / rendered list of plugin': 'the same',
  'rendered list of any / rendered list of union': 'the same',
  'rendered map of any / rendered map of string': 'headers, of any text',
  'string / any': '`type`, which the schema gives as a constant',
  'string / enum': 'a text with values that are only recommended',
  'string / rendered string': 'a plain text that is rendered',
  'whole number / rendered whole number': 'a plain number that is rendered',
};

/** In a list or map the schema says of every element that it is rendered. */
function plain(kind: string): string {
  return kind.replace(/^(rendered (?:list|map) of )rendered /, '$1');
}

test('a schema and the catalogue agree about the classes that both have, but for what is named here', () => {
  expect(shared.length).toBeGreaterThan(130);
  const hidden = new Set<string>();
  const otherwise = new Set<string>();
  let compared = 0;
  for (const name of shared) {
    const own = classEntry(name)!;
    const theirs = schema.classes[name]!;
    expect([name, Object.keys(theirs.props ?? {}).filter((property) => own.props[property] === undefined)]).toEqual([
      name,
      [],
    ]);
    expect([name, theirs.deprecated]).toEqual([name, own.deprecated]);
    for (const [property, index] of Object.entries(own.props)) {
      const other = theirs.props?.[property];
      if (other === undefined) {
        hidden.add(property);
        continue;
      }
      compared++;
      const [ours, schemas] = [shape(index), schema.shapes[other]!];
      expect([name, property, schemas.d]).toEqual([name, property, ours.d]);
      const [one, two] = [kindOf(ours.t), kindOf(schemas.t)];
      if (one !== two && one !== plain(two)) otherwise.add(`${one} / ${two}`);
    }
  }
  process.stdout.write(`schema and catalogue: ${shared.length} classes, ${compared} properties compared\n`);
  expect([...hidden].sort()).toEqual(HIDDEN);
  expect([...otherwise].sort()).toEqual(Object.keys(OTHERWISE).sort());
});
