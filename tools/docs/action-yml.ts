import { stringify } from 'yaml';
import type { ActionSpec } from '../../src/inputs/input.js';

/** The action.yml of an action, as the runner and the Marketplace read it. */
export function renderActionYml(spec: ActionSpec): string {
  const inputs = Object.fromEntries(
    Object.entries(spec.inputs).map(([name, input]) => [
      name,
      {
        description: input.description,
        required: input.required ?? false,
        ...(input.default === undefined ? {} : { default: input.default }),
      },
    ]),
  );
  const head = `# Generated from src/${spec.name}/inputs.ts by \`npm run docs\`.\n`;
  const action = {
    name: spec.title,
    description: spec.description,
    author: 'The contributors',
    branding: { icon: spec.icon, color: 'purple' },
    inputs,
    outputs: spec.outputs,
    runs: { using: 'node20', main: `../dist/${spec.name}/index.js` },
  };
  return (
    head +
    stringify(action, { lineWidth: 0, singleQuote: true, defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN' })
  );
}
