import type { Check } from '../../check.ts';
import { labelOfController } from '../../controllers.ts';
import { kubectl } from '../../kubectl.ts';
import { causeOf } from '../../log-causes.ts';
import { linesSaying, logsOfPods, withoutLogs } from '../../logs.ts';
import { podsOf } from './running.ts';

/** Sources: argo-events pkg/reconciler, argo-workflows workflow/controller, client-go tools/cache/reflector.go. */
const TROUBLE: readonly (readonly [RegExp, string])[] = [
  [/is forbidden/, 'it is refused something'],
  [/failed to (?:watch|list)/i, 'it cannot watch'],
  [/unsupported version/, 'a bus asks for a version that its configuration does not offer'],
  [/can not delete an EventBus with/, 'a bus cannot be deleted: something still uses it'],
];

export const controllersLogErrors: Check = {
  id: 'controllers/log-errors',
  title: 'the logs of the controllers tell of no trouble',
  why: `What the controllers cannot do stands in their logs only: conditions carry a fixed text, such as "failed to create
deployment", and an EventBus that cannot be deleted keeps all its conditions True. Sources: argo-events
pkg/reconciler/eventsource/resource.go, pkg/reconciler/eventbus/installer/installer.go.`,
  reads: ['Deployment', 'Pod'],
  skip: withoutLogs,
  run: (state) =>
    state.controllers.flatMap((controller) =>
      TROUBLE.flatMap(([pattern, title]) => {
        const lines = linesSaying(logsOfPods(state, podsOf(state, controller)), pattern);
        const last = lines.at(-1);
        if (last === undefined) return [];
        return [
          {
            severity: 'warning' as const,
            title: `${title} (${lines.length} ${lines.length === 1 ? 'line' : 'lines'})`,
            object: labelOfController(controller),
            evidence: [`log of pod "${last.pod}": ${last.text}`],
            hint: causeOf(last.text) ?? 'the line says what it is about',
            command: kubectl(state, `logs deployment/${controller.name} --tail=200`, controller.namespace),
          },
        ];
      }),
    ),
};
