import { isMissing, itemsOf, propOf, type Read, textOf } from '../reading/values.js';
import { propertyText } from '../reading/whole-values.js';
import { type CheckViolation, type ConstraintCheck, violation } from './check.js';
import { isForm } from './input-tree.js';
import { isBrokenPattern } from './java-regex.js';

/** What every input has to obey: defaults, `required`, `prefill`, and FORMs. */
export const checkInput: ConstraintCheck = (input) => {
  const [defaults, prefill, required] = ['defaults', 'prefill', 'required'].map((name) => given(input, name));
  if (isForm(input)) {
    if (defaults !== undefined || prefill !== undefined) {
      const message = 'A FORM input groups other inputs and cannot declare a default value or a prefill.';
      return [violation('invalid-input', message, defaults ?? prefill)];
    }
    const inner = itemsOf(input, 'inputs').find(isForm);
    if (inner !== undefined) {
      const message = 'A FORM input cannot contain another FORM input; grouping is limited to a single level.';
      return [violation('invalid-input', message, propOf(inner, 'type') ?? inner)];
    }
  }
  if (defaults !== undefined && required?.k === 'scalar' && required.value === false) {
    const message = 'Inputs with a default value must be required, since the default is always applied.';
    return [violation('default-of-optional-input', message, required)];
  }
  if (defaults === undefined || prefill === undefined) return [];
  return [violation('invalid-input', 'Inputs with a default value cannot also have a prefill.', prefill)];
};

function given(input: Read, name: string): Read | undefined {
  const value = propOf(input, name);
  return isMissing(value) ? undefined : value;
}

/** `itemType` of ARRAY and MULTISELECT. */
export const checkItemType: ConstraintCheck = (input) => {
  const itemType = propOf(input, 'itemType');
  const text = textOf(itemType);
  if (text === undefined || !NO_ITEMS.includes(text)) return [];
  return [violation('invalid-input', `\`itemType\` cannot be ${text}`, itemType)];
};

const NO_ITEMS = ['ARRAY', 'SECRET', 'MULTISELECT', 'ENUM', 'SELECT'];

/** `defaults` of FILE: a URI of a local or a namespace file. */
export const checkFileInput: ConstraintCheck = (input) => {
  const defaults = given(input, 'defaults');
  if (defaults === undefined) return [];
  const text = propertyText(defaults.node);
  const isScalar = defaults.node.kind === 'scalar';
  if (/\{\{|\{%/.test(text)) return CALLS_NOTHING.test(text) || !isScalar ? [fileViolation(RENDERED, defaults)] : [];
  if (!isScalar || !isUri(text)) return [fileViolation(RENDERED, defaults)];
  return /^(file|nsfile):/.test(text) ? [] : [fileViolation(LOCAL, defaults)];
};

const RENDERED = "inputs of type 'FILE' only support `defaults` with expression that can be rendered immediately";
const LOCAL =
  "inputs of type 'FILE' only support `defaults` as local files using a file URI or as namespace files using a nsfile URI";

/** A variable and nothing else: before an execution there are none. */
const CALLS_NOTHING = /^\s*\{\{\s*(inputs|outputs|trigger|execution|taskrun|x)\b(\.\w+)*\s*\}\}\s*$/;

/** Characters that no URI has; what else a URI may not be is left to the server. */
function isUri(text: string): boolean {
  return !/[\s"<>\\^`{|}]/.test(text);
}

function fileViolation(message: string, at: Read): CheckViolation {
  return violation('invalid-input', message, at);
}

/** A regular expression that Java must be able to compile. */
export const checkRegex: ConstraintCheck = (value) => {
  const text = textOf(value);
  if (text === undefined || !isBrokenPattern(text)) return [];
  return [violation('invalid-pattern', `invalid pattern [${text}]`, value)];
};
