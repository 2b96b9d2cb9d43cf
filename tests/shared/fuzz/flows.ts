/** Valid flows with much in them, to be cut and mangled. */
export const FLOWS: readonly string[] = [
  `id: daily-load
namespace: company.team
description: |
  Loads what arrived since yesterday.
    Indented, and with --- inside.
labels:
  env: prod
  owner: "data: team"
inputs:
  - id: day
    type: DATE
    defaults: 2024-01-01
  - {id: mode, type: SELECT, values: [full, 'delta']}
tasks:
  - id: hello # first
    type: io.kestra.plugin.core.log.Log
    message: "Loading {{ inputs.day }} \\u00e9"
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: ["a", "b"]
    tasks:
      - id: inner
        type: io.kestra.plugin.core.debug.Return
        format: '{{ taskrun.value }} is ''it'''
triggers:
  - id: nightly
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 3 * * *"
`,
  `\uFEFF---
# two flows of one file
id: first
namespace: &ns company.team
tasks:
  - &log
    id: say
    type: io.kestra.plugin.core.log.Log
    message: >-
      folded
      text
  - <<: *log
    id: again
--- # second
id: second
namespace: company.team
tasks:
  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace: company.team
    flowId: first
    wait: yes
...
`,
  `{id: flow-style, namespace: company.team, tasks: [{id: x, type: io.kestra.plugin.core.log.Log, message: "a, b"}]}\n`,
  `id: everything
namespace: company.team
disabled: no
concurrency: {limit: 2, behavior: QUEUE}
retry:
  type: exponential
  interval: PT1S
  maxInterval: PT10S
  maxAttempts: 3
sla:
  - id: slow
    type: MAX_DURATION
    duration: PT1H
    behavior: FAIL
variables:
  "quoted key": [1, 0x1F, 012, 1_000, 1.5e3, ~, off]
  ? explicit
  : value
outputs:
  - id: total
    type: INT
    value: "{{ outputs.sum.value }}"
pluginDefaults:
  - type: io.kestra.plugin.core.log.Log
    values: {level: WARN}
errors:
  - id: alarm
    type: io.kestra.plugin.core.log.Log
    message: "😀 failed"
tasks:
  - id: sum
    type: io.kestra.plugin.core.debug.Return
    format: "{{ [1, 2] | length }}"
  - id: decide
    type: io.kestra.plugin.core.flow.If
    condition: "{{ inputs.x == 1 }}"
    then:
      - id: yes-branch
        type: io.kestra.plugin.core.log.Log
        message: x
    else:
      - id: no-branch
        type: io.kestra.plugin.scripts.python.Script
        script: |
          print("{{ outputs.sum.value }}")
`.replaceAll('\n', '\r\n'),
];
