import type { Breakdown } from '../reading/before.js';
import { fits } from '../reading/reader.js';
import type { Read, ReadBean } from '../reading/values.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { TypeSpec } from '../catalogue/format.js';

/** Plugins of another kind in a list (a trigger among the tasks): found when Kestra looks for warnings, before validation. */
export function findWrongKind(catalogue: Catalogue, flow: ReadBean): Breakdown | undefined {
  return first(catalogue, flow, (value, spec) => {
    if (spec.k !== 'list' || spec.of.k !== 'plugin' || value.k !== 'list') return undefined;
    const { base } = spec.of;
    for (const item of value.items) {
      if (item.k !== 'bean' || fits(item, base)) continue;
      const classes = `${item.className} and ${base} are in unnamed module of loader 'app'`;
      return breakdown(
        'wrong-kind-of-plugin',
        item,
        `class ${item.className} cannot be cast to class ${base} (${classes})`,
      );
    }
    return undefined;
  });
}

/** What makes the server's own validation break, so that it answers with Java internals. */
export function findBreakdown(catalogue: Catalogue, flow: ReadBean): Breakdown | undefined {
  for (const name of ['inputs', 'outputs']) {
    const list = flow.props.get(name);
    const gap = list?.k === 'list' ? list.items.find((item) => item.k === 'null') : undefined;
    if (gap !== undefined) return breakdown('empty-element', gap, IS_VALID);
  }
  return beansOf(catalogue, flow, (bean) => breakdownOf(bean));
}

const IS_VALID = 'HV000028: Unexpected exception during isValid call.';

function breakdownOf(bean: ReadBean): Breakdown | undefined {
  switch (bean.className) {
    case 'io.kestra.plugin.core.flow.Dag': {
      const tasks = bean.props.get('tasks');
      if (tasks?.k !== 'list') return undefined;
      const gap = tasks.items.find((item) => item.k === 'null');
      if (gap !== undefined) return breakdown('empty-element', gap, 'null');
      const without = tasks.items.find((item) => item.k === 'bean' && isMissing(item.props.get('task')));
      return without === undefined ? undefined : breakdown('missing-property', without, IS_VALID);
    }
    case 'io.kestra.plugin.core.flow.LoopUntil':
      if (!isMissing(bean.props.get('tasks'))) return undefined;
      return breakdown(
        'missing-property',
        bean,
        'Cannot invoke "java.util.List.stream()" because "this.tasks" is null',
      );
    case 'io.kestra.plugin.core.flow.Template':
      return breakdown('templates-disabled', bean, 'Templates are disabled, please check your configuration');
    case 'io.kestra.core.models.flows.PluginDefault':
      if (!isMissing(bean.props.get('type'))) return undefined;
      return breakdown('missing-property', bean, 'Cannot found plugin for null identifier');
    default:
      return undefined;
  }
}

function isMissing(value: Read | undefined): boolean {
  return value === undefined || value.k === 'null';
}

function breakdown(rule: string, value: Read, message: string): Breakdown {
  return { rule, constraints: `Unable to validate the flow: ${message}`, target: { path: value.path, part: 'value' } };
}

/** The first answer of `look` over every property of every object. */
function first(
  catalogue: Catalogue,
  flow: ReadBean,
  look: (value: Read, spec: TypeSpec) => Breakdown | undefined,
): Breakdown | undefined {
  return beansOf(catalogue, flow, (bean) => {
    for (const [name, value] of bean.props) {
      const index = bean.entry.props[name];
      const found = index === undefined ? undefined : look(value, catalogue.shape(index).t);
      if (found !== undefined) return found;
    }
    return undefined;
  });
}

function beansOf<T>(catalogue: Catalogue, value: Read, look: (bean: ReadBean) => T | undefined): T | undefined {
  const inside: readonly Read[] =
    value.k === 'bean'
      ? [...value.props.values()]
      : value.k === 'list'
        ? value.items
        : value.k === 'map'
          ? value.entries.map(([, item]) => item)
          : [];
  const own = value.k === 'bean' ? look(value) : undefined;
  if (own !== undefined) return own;
  for (const item of inside) {
    const found = beansOf(catalogue, item, look);
    if (found !== undefined) return found;
  }
  return undefined;
}
