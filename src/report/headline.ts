import { counted, countedActions, countedPlan } from './counts.js';
import type { RunReport } from './model.js';

/** The verdict of a run in one sentence, plain text. */
export function headlineOf(report: RunReport): string {
  if (report.failure !== undefined && report.action !== 'validate-flows') {
    const done = report.changed ? ` – ${countedActions(report.counts)}` : '';
    return `${oneSentence(report.failure.message)}${done}`;
  }
  switch (report.action) {
    case 'validate-flows': {
      if (report.failure !== undefined) return oneSentence(report.failure.message);
      const { flows, invalidFlows, errors, warnings } = report.counts;
      if (invalidFlows > 0) {
        return `${invalidFlows} of ${counted(flows, 'flow')} ${invalidFlows === 1 ? 'is' : 'are'} invalid`;
      }
      if (errors > 0) return `${counted(errors, 'error')} in ${counted(report.counts.files, 'file')}`;
      return `${flows === 1 ? 'The flow is' : `All ${counted(flows, 'flow')} are`} valid${warnings > 0 ? `, ${counted(warnings, 'warning')}` : ''}`;
    }
    case 'deploy-flows':
    case 'deploy-namespace-files': {
      const what = report.action === 'deploy-flows' ? 'flows' : 'namespace files';
      const failed = report.counts.failed > 0;
      if (report.dryRun) return `Plan – nothing was changed: ${countedPlan(report.counts)}`;
      return `${failed ? `Not all ${what} were deployed` : 'Deployed'}: ${countedActions(report.counts)}`;
    }
  }
}

function oneSentence(message: string): string {
  return message.split('\n')[0]!;
}
