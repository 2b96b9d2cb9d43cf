import { json, type FullAnswer } from './answer.js';
import type { Line } from './line.js';
import type { Settings } from './settings.js';

/** GET /api/v1/configs */
export function configs({ version, edition, line }: Settings): FullAnswer {
  return json({
    uuid: 'local-kestra',
    version,
    edition,
    isAnonymousUsageEnabled: false,
    isUiAnonymousUsageEnabled: false,
    preview: { initial: 100, max: 5000 },
    systemNamespace: 'system',
    hiddenLabelsPrefixes: ['system.', 'internal.'],
    isAiEnabled: true,
    isBasicAuthInitialized: true,
    pluginsHash: 0,
    ...ofLine(line),
  });
}

/** What a line says more than the others. */
function ofLine({ name }: Line): object {
  const beforeTwo = { isCustomDashboardsEnabled: true, isTemplateEnabled: false };
  const fromOneThree = { chartDefaultDuration: 'PT24H', isAiApiKeyConfigured: false, isConcurrencyViewEnabled: true };
  switch (name) {
    case '1.0':
      return { ...beforeTwo, isTaskRunEnabled: false };
    case '1.1':
      return { ...beforeTwo, chartDefaultDuration: 'P30D' };
    case '1.2':
      return { ...beforeTwo, chartDefaultDuration: 'P30D', isConcurrencyViewEnabled: true };
    case '1.3':
      return { ...beforeTwo, ...fromOneThree };
    case '2.0':
      return { ...fromOneThree, flowTemplate: '', isCustomDashboardsEnabled: false };
  }
}
