/**
 * Task runners that were open source up to Kestra 0.17 and belong to the Enterprise Edition since 0.18,
 * under their newer names.
 */
const MOVED: Readonly<Record<string, string>> = {
  'io.kestra.plugin.aws.runner.AwsBatchTaskRunner': 'io.kestra.plugin.ee.aws.runner.Batch',
  'io.kestra.plugin.aws.runner.Batch': 'io.kestra.plugin.ee.aws.runner.Batch',
  'io.kestra.plugin.azure.runner.AzureBatchTaskRunner': 'io.kestra.plugin.ee.azure.runner.Batch',
  'io.kestra.plugin.azure.runner.Batch': 'io.kestra.plugin.ee.azure.runner.Batch',
  'io.kestra.plugin.gcp.runner.GcpBatchTaskRunner': 'io.kestra.plugin.ee.gcp.runner.Batch',
  'io.kestra.plugin.gcp.runner.Batch': 'io.kestra.plugin.ee.gcp.runner.Batch',
  'io.kestra.plugin.gcp.runner.CloudRun': 'io.kestra.plugin.ee.gcp.runner.CloudRun',
  'io.kestra.plugin.kubernetes.runner.KubernetesTaskRunner': 'io.kestra.plugin.ee.kubernetes.runner.Kubernetes',
  'io.kestra.plugin.kubernetes.runner.Kubernetes': 'io.kestra.plugin.ee.kubernetes.runner.Kubernetes',
  'io.kestra.plugin.elasticsearch.LogExporter': 'io.kestra.plugin.ee.elasticsearch.LogExporter',
};

/** What stands in for a type that is gone: of the Enterprise Edition, or the same name in the core. */
export function successorOf(type: string, isKnown: (name: string) => boolean): string | undefined {
  const inCore = type.replace(/^io\.kestra\.plugin\.fs\./, 'io.kestra.plugin.core.');
  if (inCore !== type && inCore.includes('.http.')) return inCore;
  const moved = MOVED[type];
  return moved === undefined || isKnown(moved) ? undefined : moved;
}
