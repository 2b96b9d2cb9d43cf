/** Sample projects of the sizes that are promised. */

/**
 * `count` valid flows of some forty lines in `folders` folders, each folder a namespace; one in ten starts
 * another as a subflow.
 */
export function manyFlows(count: number, folders: number): Record<string, string> {
  const place = (index: number) => `team${String(index % folders).padStart(3, '0')}`;
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `flows/${place(index)}/flow-${index}.yml`,
      flow(`flow-${index}`, `company.${place(index)}`, index),
    ]),
  );
}

/** `count` valid flows whose tasks are of plugins outside the core. */
export function pluginFlows(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`plugins/flow-${index}.yml`, pluginFlow(`plugins-${index}`, index)]),
  );
}

function pluginFlow(id: string, index: number): string {
  return `id: ${id}
namespace: company.plugins
tasks:
  - id: extract
    type: io.kestra.plugin.jdbc.postgresql.Query
    url: jdbc:postgresql://db:5432/team${index}
    sql: SELECT * FROM orders
    fetchType: STORE
  - id: transform
    type: io.kestra.plugin.scripts.python.Script
    containerImage: python:3.12
    taskRunner:
      type: io.kestra.plugin.scripts.runner.docker.Docker
    script: |
      print("hello ${index}")
  - id: load
    type: io.kestra.plugin.aws.s3.Upload
    from: "{{ outputs.extract.uri }}"
    bucket: company-orders
    key: orders/${index}.csv
triggers:
  - id: daily
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 6 * * *"
`;
}

function flow(id: string, namespace: string, index: number): string {
  const callee = index - 100;
  const call =
    index % 10 === 0 && callee >= 0
      ? `
  - id: next
    type: io.kestra.plugin.core.flow.Subflow
    namespace: ${namespace}
    flowId: flow-${callee}
`
      : '\n';
  return `id: ${id}
namespace: ${namespace}
description: |
  Flow ${index} of the benchmark.
  It looks like those that people write.

labels:
  team: data
  number: "${index}"

inputs:
  - id: day
    type: STRING
    defaults: "2024-01-01"
  - id: limit
    type: INT
    defaults: ${index}

tasks:
  - id: begin
    type: io.kestra.plugin.core.log.Log
    message: "Begins with {{ inputs.day }}" # ${index}
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: ["a", "b", "c"]
    tasks:
      - id: say
        type: io.kestra.plugin.core.debug.Return
        format: "{{ taskrun.value }} of {{ inputs.limit }}"
  - id: decide
    type: io.kestra.plugin.core.flow.If
    condition: "{{ inputs.limit > 10 }}"
    then:
      - id: large
        type: io.kestra.plugin.core.log.Log
        message: Large${call}
triggers:
  - id: nightly
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "${index % 60} 3 * * *"
`;
}

/** `count` files of two kilobytes in forty folders; `changed`: one in a hundred differs, not in its size. */
export function manyFiles(count: number, changed = false): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const word = changed && index % 100 === 0 ? 'LINE' : 'line';
      return [`folder${index % 40}/file-${index}.txt`, `${word} ${index} of a file\n`.repeat(100).slice(0, 2000)];
    }),
  );
}
