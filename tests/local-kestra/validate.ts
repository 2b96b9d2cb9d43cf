import { javaTrim } from '../../src/rules/reading/java-text.js';
import { json, type FullAnswer } from './answer.js';
import { textOf, type Call } from './call.js';
import { parseSource } from '../flow-source.js';
import { judge } from './judging.js';
import { readParts } from './multipart.js';
import { constraintsOf } from './old-words.js';
import { invalidEntity, unsupportedMediaType } from './refusal.js';

const YAML = 'application/x-yaml';
const FORM = 'multipart/form-data';
const JSON_TYPE = 'application/json';

/** POST /flows/validate */
export function validateFlows(call: Call): FullAnswer {
  const { contentType, settings, request } = call;
  if (contentType === YAML) return json(documentsOf(textOf(call)).map((source, index) => entryOf(call, source, index)));
  if (contentType === FORM) {
    const parts = readParts(call.body, String(request.headers['content-type'])).filter(({ name }) => name === 'flows');
    return json(
      parts.map(({ content, filename }, index) => entryOf(call, javaTrim(content.toString('utf8')), index, filename)),
    );
  }
  if (contentType === JSON_TYPE && !settings.isTwo) {
    throw invalidEntity('the local Kestra does not judge flows written in JSON', []);
  }
  const allowed = settings.isTwo ? [YAML, FORM] : [YAML, JSON_TYPE, FORM];
  throw unsupportedMediaType(contentType, allowed);
}

/**
 * `body.trim().split("\\n+---\\n*?")` of Java: no empty strings at the end, what follows the dashes stays.
 */
function documentsOf(body: string): readonly string[] {
  const documents = javaTrim(body).split(/\n+---/);
  while (documents.length > 1 && documents.at(-1) === '') documents.pop();
  return documents;
}

function entryOf(call: Call, source: string, index: number, filename?: string): object {
  // The offline rules count the lines of the trimmed document, the server those of what it has split off.
  const lead = /^[\s\0]*/.exec(source)![0].split('\n').length - 1;
  const { server } = judge(parseSource(javaTrim(source)), call.settings, call.data.flows);
  const { namespace, flow, constraints, outdated, deprecationPaths, warnings, infos } = server;
  return {
    index,
    ...(filename === undefined ? {} : { filename }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(flow === undefined ? {} : { flow }),
    ...(constraints === undefined
      ? {}
      : { constraints: constraintsOf(call.settings.line, shiftLines(constraints, lead)) }),
    outdated,
    ...(deprecationPaths === undefined ? {} : { deprecationPaths }),
    ...(warnings === undefined ? {} : { warnings }),
    ...(infos === undefined ? {} : { infos }),
  };
}

function shiftLines(constraints: string, by: number): string {
  if (by === 0 || constraints.includes('No content to map')) return constraints;
  return constraints.replace(
    /(in 'reader', line |; line: |\(at line )(\d+)/g,
    (_all, before: string, line: string) => `${before}${Number(line) + by}`,
  );
}
