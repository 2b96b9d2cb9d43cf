import type { Finding } from '../../../src/findings/finding.js';
import { checkFiles } from '../../../src/validation/check-flows.js';
import type { FlowValidationInput, validateFlows } from '../../../src/validate-flows/validate.js';

export const failures = { isRefusal: (error: unknown) => error instanceof RangeError, isBreakdown: () => false };
export const log = (id: string, more = '') =>
  `id: ${id}\nnamespace: company\ntasks:\n  - id: t\n    type: io.kestra.plugin.core.log.Log\n    message: x\n${more}`;
export const calls = (id: string, namespace = 'company') =>
  `  - id: call\n    type: io.kestra.plugin.core.flow.Sequential\n    tasks:\n      - id: sub\n        type: io.kestra.plugin.core.flow.Subflow\n        namespace: ${namespace}\n        flowId: ${id}\n`;

export const input = (
  files: Readonly<Record<string, string>>,
  {
    unreadable = [],
    changed,
    ...more
  }: Partial<FlowValidationInput> & { unreadable?: readonly Finding[]; changed?: ReadonlySet<string> } = {},
): FlowValidationInput => ({
  checked: checkFiles(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    unreadable,
    changed,
  ),
  rules: '1.3',
  concurrency: 2,
  ...more,
});

/** Accepts everything, but for what a test says. */
export function server(stored: readonly string[] | Error = [], constraints?: (text: string) => string | undefined) {
  const asked: string[] = [];
  return {
    asked,
    validateFlows: (body: string) => {
      asked.push('validate');
      return Promise.resolve(
        body.split('\n---\n').map((text, index) => {
          const said = constraints?.(text);
          return {
            index,
            outdated: false,
            flow: /^id: (.*)$/m.exec(text)![1]!,
            namespace: 'company',
            ...(said === undefined ? {} : { constraints: said }),
          };
        }),
      );
    },
    exportSources: (namespaces: readonly string[]) => {
      asked.push(`export ${namespaces.join(',')}`);
      return stored instanceof Error ? Promise.reject(stored) : Promise.resolve(stored);
    },
  };
}

export const said = ({ findings }: Awaited<ReturnType<typeof validateFlows>>) =>
  findings.map(
    ({ severity, rule, file, range }) => `${severity} ${rule} ${file}:${range?.startLine}:${range?.startColumn}`,
  );
