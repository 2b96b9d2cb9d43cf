import { json, type FullAnswer } from './answer.js';
import type { Settings } from './settings.js';

/** GET /api/v1/configs */
export function configs({ version, edition, isTwo }: Settings): FullAnswer {
  return json({
    uuid: 'local-kestra',
    version,
    edition,
    chartDefaultDuration: 'PT24H',
    ...(isTwo ? { flowTemplate: '' } : {}),
    isCustomDashboardsEnabled: !isTwo,
    isAnonymousUsageEnabled: false,
    isUiAnonymousUsageEnabled: false,
    ...(isTwo ? {} : { isTemplateEnabled: false }),
    preview: { initial: 100, max: 5000 },
    systemNamespace: 'system',
    hiddenLabelsPrefixes: ['system.', 'internal.'],
    isAiEnabled: true,
    isAiApiKeyConfigured: false,
    isBasicAuthInitialized: true,
    pluginsHash: 0,
    isConcurrencyViewEnabled: true,
  });
}
