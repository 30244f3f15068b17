import type { Command } from '@oclif/core';
import Apply from './commands/apply.ts';
import Ci from './commands/ci.ts';
import Completion from './commands/completion.ts';
import Delete from './commands/delete.ts';
import Diff from './commands/diff.ts';
import Doctor from './commands/doctor.ts';
import EventsEdit from './commands/events/edit.ts';
import EventsList from './commands/events/list.ts';
import EventsShow from './commands/events/show.ts';
import Explain from './commands/explain.ts';
import Graph from './commands/graph.ts';
import Init from './commands/init.ts';
import Install from './commands/install.ts';
import Lint from './commands/lint.ts';
import Logs from './commands/logs.ts';
import PortForward from './commands/port-forward.ts';
import RbacCheck from './commands/rbac/check.ts';
import RbacExplain from './commands/rbac/explain.ts';
import RbacGenerate from './commands/rbac/generate.ts';
import RbacRequired from './commands/rbac/required.ts';
import RecordEvent from './commands/record.ts';
import ScaffoldBus from './commands/scaffold/bus.ts';
import ScaffoldCi from './commands/scaffold/ci.ts';
import ScaffoldEventSource from './commands/scaffold/event-source.ts';
import ScaffoldIngress from './commands/scaffold/ingress.ts';
import ScaffoldRbac from './commands/scaffold/rbac.ts';
import ScaffoldSensor from './commands/scaffold/sensor.ts';
import ScaffoldWorkflowTemplate from './commands/scaffold/workflow-template.ts';
import Schema from './commands/schema.ts';
import Test from './commands/test.ts';
import TestEvent from './commands/test-event.ts';
import Trace from './commands/trace.ts';
import Uninstall from './commands/uninstall.ts';
import Upgrade from './commands/upgrade.ts';

/** Every command, by the words that call it. A new command is a file in commands/ and a line here. */
export const COMMANDS: Readonly<Record<string, Command.Class>> = {
  apply: Apply,
  completion: Completion,
  ci: Ci,
  delete: Delete,
  diff: Diff,
  doctor: Doctor,
  'events:edit': EventsEdit,
  'events:list': EventsList,
  'events:show': EventsShow,
  explain: Explain,
  graph: Graph,
  init: Init,
  install: Install,
  lint: Lint,
  logs: Logs,
  'port-forward': PortForward,
  'rbac:check': RbacCheck,
  'rbac:explain': RbacExplain,
  'rbac:generate': RbacGenerate,
  'rbac:required': RbacRequired,
  record: RecordEvent,
  'scaffold:bus': ScaffoldBus,
  'scaffold:ci': ScaffoldCi,
  'scaffold:event-source': ScaffoldEventSource,
  'scaffold:ingress': ScaffoldIngress,
  'scaffold:rbac': ScaffoldRbac,
  'scaffold:sensor': ScaffoldSensor,
  'scaffold:workflow-template': ScaffoldWorkflowTemplate,
  schema: Schema,
  test: Test,
  'test-event': TestEvent,
  trace: Trace,
  uninstall: Uninstall,
  upgrade: Upgrade,
};
