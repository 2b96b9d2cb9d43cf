import type { FlowNode } from '../flows/tree.js';
import { isNull } from './reading/clean.js';
import { javaClassOf } from './reading/java-text.js';
import { scalarText, scalarValue, token } from './reading/refusal.js';

const PARSING = 'Validation error: Illegal Flow source: YAML parsing error: ';

/** `constraints` of a document that is YAML and no mapping; undefined for a mapping. */
export function shapeConstraints(root: FlowNode, source: string): string | undefined {
  if (root.kind === 'mapping') return undefined;
  const at = position(source, root.span.start);
  if (root.kind === 'sequence') {
    return `${PARSING}Cannot deserialize value of type \`java.util.LinkedHashMap<java.lang.String,java.lang.Object>\` from ${token(root)}${at}`;
  }
  if (isNull(root))
    return 'Unable to validate the flow: Cannot invoke "java.util.Map.get(Object)" because "mapFlow" is null';
  const value = scalarValue(root);
  if (typeof value !== 'string') {
    const isNumber = javaClassOf(value, root.float === true) !== 'java.lang.Boolean';
    const type = isNumber
      ? 'java.util.LinkedHashMap<java.lang.String,java.lang.Object>'
      : 'java.util.LinkedHashMap<java.lang.String,java.lang.Object>';
    return `${PARSING}Cannot deserialize value of type \`${type}\` from ${token(root)}${at}`;
  }
  const text = scalarText(root);
  if (text === '') {
    return `${PARSING}Cannot coerce empty String ("") to \`java.util.LinkedHashMap\` value (but could if coercion was enabled using \`CoercionConfig\`)${at}`;
  }
  return `${PARSING}Cannot construct instance of \`java.util.LinkedHashMap\` (although at least one Creator exists): no String-argument constructor/factory method to deserialize from String value ('${text}')${at}`;
}

/** Line and column as the server counts them: it has trimmed the document. */
function position(source: string, offset: number): string {
  const lead = source.length - source.trimStart().length;
  const before = source.slice(lead, Math.max(lead, offset));
  const line = before.split('\n').length;
  const column = before.length - before.lastIndexOf('\n');
  return `\n at [Source: (StringReader); line: ${line}, column: ${column}] (at line ${line})`;
}
