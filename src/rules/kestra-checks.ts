import type { MappingNode } from '../flows/tree.js';
import type { Catalogue } from './catalogue/catalogue.js';
import type { CheckContext, CheckViolation, ConstraintCheck } from './checks/check.js';
import { checkPluginDefault } from './checks/defaults.js';
import { ENTERPRISE_ONLY, findEnterpriseParts } from './checks/enterprise.js';
import { checkFlow } from './checks/flow.js';
import { checkDag, checkSwitch, checkWorkingDirectory } from './checks/flowables.js';
import { findEnterpriseInputs } from './checks/input-tree.js';
import { checkFileInput, checkInput, checkItemType, checkRegex } from './checks/inputs.js';
import { checkNoSystemLabel, checkRfc1123Label, checkTenantId } from './checks/names.js';
import { findExecutionLoop } from './checks/recursion.js';
import {
  checkDurationMax,
  checkDurationMin,
  checkSchedule,
  checkTimeWindow,
  checkTimezone,
  checkTriggerWindow,
} from './checks/times.js';
import { checkFlowTrigger, checkPreconditionFilter, checkWebhook, checkWebhookConditions } from './checks/triggers.js';
import { findServerWarnings } from './checks/warnings.js';
import { findViolations, type ValidationResult } from './constraints/validate.js';
import type { ReadObject } from './reading/values.js';
import type { RuleProblem } from './verdict.js';
import { hasRule } from './versions.js';

/** Kestra's own rules, in the three ways in which they are asked. */
interface Checks {
  /** By the name of the constraint in the catalogue. */
  readonly constraints: Readonly<Record<string, ConstraintCheck>>;
  /** What the server warns of, in a flow that it could read. */
  readonly warnings: (flow: ReadObject, context: CheckContext) => readonly RuleProblem[];
  /** What the server looks at when nothing else is wrong. */
  readonly last: (flow: ReadObject, context: CheckContext) => CheckViolation | undefined;
  /** What an open-source server refuses, and one of the Enterprise Edition takes. */
  readonly enterprise: (flow: ReadObject, context: CheckContext) => readonly CheckViolation[];
}

export const kestraChecks: Checks = {
  constraints: {
    AbstractWebhookValidation: checkWebhookConditions,
    ArrayInputValidation: checkItemType,
    DagTaskValidation: checkDag,
    DurationMax: checkDurationMax,
    DurationMin: checkDurationMin,
    FileInputValidation: checkFileInput,
    FlowTriggerValidation: checkFlowTrigger,
    FlowValidation: checkFlow,
    InputValidation: checkInput,
    MultiselectInputValidation: checkItemType,
    NoSystemLabelValidation: checkNoSystemLabel,
    PluginDefaultValidation: checkPluginDefault,
    PreconditionFilterValidation: checkPreconditionFilter,
    Regex: checkRegex,
    Rfc1123Label: checkRfc1123Label,
    ScheduleValidation: checkSchedule,
    SwitchTaskValidation: checkSwitch,
    TenantId: checkTenantId,
    TimeWindowValidation: checkTimeWindow,
    TimezoneId: checkTimezone,
    WebhookValidation: checkWebhook,
    WindowValidation: checkTriggerWindow,
    WorkingDirectoryTaskValidation: checkWorkingDirectory,
  },
  warnings: findServerWarnings,
  last: findExecutionLoop,
  enterprise: (flow, context) => [...findEnterpriseInputs(flow, context), ...findEnterpriseParts(flow, context)],
};

/** What a check may ask, answered from a catalogue. */
export function contextFor(catalogue: Catalogue, root: MappingNode, source: string): CheckContext {
  return {
    rules: catalogue.rules,
    root,
    source,
    resolveType: catalogue.resolveType,
    propertiesOf: (className) => {
      const entry = catalogue.classEntry(className);
      return entry === undefined ? undefined : Object.keys(entry.props);
    },
    is: (className, what) => {
      const entry = catalogue.classEntry(className);
      return what === 'task' || what === 'trigger' ? entry?.kind === what : (entry?.is?.includes(what) ?? false);
    },
  };
}

/** Which server a flow is judged for. */
interface JudgedServer {
  readonly version?: string | undefined;
  readonly unknownTypes?: 'skip' | 'refuse';
}

/** Bean validation of a flow by Kestra's own constraints, as far as the server has them. */
export function violationsOf(
  catalogue: Catalogue,
  flow: ReadObject,
  context: CheckContext,
  { version, unknownTypes }: JudgedServer,
): ValidationResult {
  const has = (rule: string) => hasRule(version, rule) && (rule !== ENTERPRISE_ONLY || unknownTypes === 'refuse');
  return findViolations(flow, { catalogue, checks: kestraChecks.constraints, context, has });
}
