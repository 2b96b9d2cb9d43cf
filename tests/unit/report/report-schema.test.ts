import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readFile } from 'node:fs/promises';
import ts from 'typescript';
import { renderJson } from '../../../src/report/json.js';
import { kinds } from './reports.js';

interface Schema {
  readonly $defs: Readonly<Record<string, Schema>>;
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

const read = (path: string) => readFile(new URL(`../../../${path}`, import.meta.url), 'utf8');
const schema = JSON.parse(await read('docs/report.schema.json')) as Schema;

/** The published schema lets fields be added; here a field that it does not describe is an error. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, closed(item)]));
  return 'properties' in inner && 'type' in inner ? { ...inner, unevaluatedProperties: false } : inner;
}

function strict(): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: true });
  addFormats.default(ajv);
  return ajv;
}

describe('docs/report.schema.json', () => {
  test('is itself a schema of draft 2020-12', () => {
    expect(strict().validateSchema(schema)).toBe(true);
  });

  // A base that others extend must stay open: what extends it is closed.
  const whole = closed(schema) as { $defs: Record<string, Record<string, unknown>> };
  for (const base of ['ReportHead', 'FlowKey']) delete whole.$defs[base]!['unevaluatedProperties'];
  const validate = strict().compile(whole);

  test.each(kinds)('describes every field of the report of %s', (_name, report) => {
    validate(JSON.parse(renderJson(report)));
    expect(validate.errors ?? []).toEqual([]);
  });

  test('notices what is missing, wrong or not described', () => {
    const report = JSON.parse(renderJson(kinds[0]![1])) as Record<string, unknown>;
    for (const wrong of [
      { schemaVersion: 2 },
      { outcome: 'maybe' },
      { more: 1 },
      { startedAt: 'today' },
      { files: [{}] },
    ]) {
      expect(validate({ ...report, ...wrong })).toBe(false);
    }
  });

  test('every field is described in words', () => {
    const bare: string[] = [];
    const walk = (part: Schema, name: string) => {
      for (const [key, property] of Object.entries(part.properties ?? {})) {
        if (!property.description) bare.push(`${name}.${key}`);
        walk(property, `${name}.${key}`);
      }
      if (part.items) walk(part.items, `${name}[]`);
    };
    for (const [name, definition] of Object.entries(schema.$defs)) walk(definition, name);
    expect(bare).toEqual([]);
  });
});

/** Fields of an interface as it is written: name → optional, nested literals included. */
function fieldsOf(members: ts.NodeArray<ts.TypeElement>, path = ''): ReadonlyMap<string, boolean> {
  const fields = new Map<string, boolean>();
  for (const member of members) {
    if (!ts.isPropertySignature(member) || member.type === undefined) continue;
    const name = path + (member.name as ts.Identifier).text;
    fields.set(name, member.questionToken !== undefined);
    let type: ts.TypeNode = member.type;
    if (ts.isTypeOperatorNode(type)) type = type.type;
    const suffix = ts.isArrayTypeNode(type) ? '[].' : '.';
    if (ts.isArrayTypeNode(type)) type = type.elementType;
    if (ts.isTypeLiteralNode(type))
      for (const [key, optional] of fieldsOf(type.members, name + suffix)) fields.set(key, optional);
  }
  return fields;
}

function schemaFields(part: Schema, path = ''): ReadonlyMap<string, boolean> {
  const fields = new Map<string, boolean>();
  for (const [key, property] of Object.entries(part.properties ?? {})) {
    fields.set(path + key, !(part.required ?? []).includes(key));
    for (const [name, optional] of schemaFields(property, `${path}${key}.`)) fields.set(name, optional);
    for (const [name, optional] of schemaFields(property.items ?? ({} as Schema), `${path}${key}[].`))
      fields.set(name, optional);
  }
  return fields;
}

describe('the types of the report and its schema have the same fields', () => {
  const inside = new Set(['RenderContext']);
  const files = [
    'src/report/model.ts',
    'src/findings/finding.ts',
    'src/findings/counts.ts',
    'src/plan/counts.ts',
    'src/flows/source.ts',
  ];
  const wanted = ['Finding', 'ValidationCounts', 'ChangeCounts', 'SourceRange'];
  for (const file of files) {
    test(`${file}`, async () => {
      const parsed = ts.createSourceFile(file, await read(file), ts.ScriptTarget.Latest);
      const interfaces = parsed.statements.filter(ts.isInterfaceDeclaration);
      const told = interfaces.filter(({ name }) =>
        file.includes('model') ? !inside.has(name.text) : wanted.includes(name.text),
      );
      expect(told.length).toBeGreaterThan(0);
      for (const { name, members } of told) {
        expect({ [name.text]: Object.fromEntries(schemaFields(schema.$defs[name.text] ?? ({} as Schema))) }).toEqual({
          [name.text]: Object.fromEntries(fieldsOf(members)),
        });
      }
    });
  }
});
