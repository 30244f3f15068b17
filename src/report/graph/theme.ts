import type { NodeKind } from '../../graph/flow-graph.ts';

/** The colour of a kind, in light and in dark: the same on a picture, a page and in DOT. */
export const HUES: Readonly<Record<NodeKind, readonly [light: string, dark: string]>> = {
  ingress: ['#0f766e', '#5eead4'],
  'event-source': ['#0369a1', '#7dd3fc'],
  event: ['#0369a1', '#7dd3fc'],
  'event-bus': ['#6d28d9', '#c4b5fd'],
  subject: ['#6d28d9', '#c4b5fd'],
  sensor: ['#15803d', '#86efac'],
  dependency: ['#15803d', '#86efac'],
  condition: ['#15803d', '#86efac'],
  trigger: ['#15803d', '#86efac'],
  workflow: ['#c2410c', '#fdba74'],
  'event-binding': ['#c2410c', '#fdba74'],
  task: ['#c2410c', '#fdba74'],
  object: ['#475569', '#cbd5e1'],
  target: ['#475569', '#cbd5e1'],
  'service-account': ['#92700c', '#fde047'],
};

const FAMILIES: Readonly<Record<NodeKind, string>> = {
  ingress: 'ingress',
  'event-source': 'source',
  event: 'source',
  'event-bus': 'bus',
  subject: 'bus',
  sensor: 'sensor',
  dependency: 'sensor',
  condition: 'sensor',
  trigger: 'sensor',
  workflow: 'workflow',
  'event-binding': 'workflow',
  task: 'workflow',
  object: 'object',
  target: 'object',
  'service-account': 'account',
};

/** The class that gives a node its colour. */
export function familyOf(kind: NodeKind): string {
  return FAMILIES[kind];
}

function variables(index: 0 | 1): string {
  const seen = new Map<string, string>();
  for (const [kind, family] of Object.entries(FAMILIES)) {
    // The keys of the one table are those of the other.
    seen.set(family, HUES[kind as NodeKind][index]);
  }
  return [...seen].map(([family, hue]) => `--${family}:${hue}`).join(';');
}

const LIGHT = `--paper:#ffffff;--dot:#e6eaf0;--panel:#ffffff;--group:#f8fafc;--edge:#cbd5e1;--line:#94a3b8;--ink:#0f172a;--soft:#475569;--faint:#94a3b8;--bad:#dc2626;--bad-panel:#fef2f2;--warn:#d97706;--good:#16a34a;--added:#16a34a;--changed:#d97706;--gone:#94a3b8;--shadow:#0f172a14;${variables(0)}`;
const DARK = `--paper:#0d1117;--dot:#1c2430;--panel:#161b22;--group:#11161d;--edge:#30363d;--line:#6e7b8c;--ink:#e6edf3;--soft:#adb8c5;--faint:#7d8896;--bad:#f87171;--bad-panel:#2a1416;--warn:#fbbf24;--good:#4ade80;--added:#4ade80;--changed:#fbbf24;--gone:#6e7b8c;--shadow:#00000000;${variables(1)}`;

/** The style of a picture. Its colours follow the reader's light or dark. */
export const STYLE = `
.flow{${LIGHT};font-family:"Inter","Segoe UI",system-ui,-apple-system,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif}
@media (prefers-color-scheme:dark){.flow{${DARK}}}
.flow .paper{fill:var(--paper)}
.flow .grid{fill:var(--dot)}
.flow text{fill:var(--ink)}
.flow .noun{font-size:10.5px;font-weight:600;fill:var(--hue)}
.flow .title{font-size:13px;font-weight:600}
.flow .line,.flow .sign{font-size:11px;font-family:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace;fill:var(--soft)}
.flow .lacking{fill:var(--bad)}
.flow .unneeded{fill:var(--faint)}
.flow .mark{fill:none;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round;stroke:var(--soft)}
.flow .mark.needed{stroke:var(--good)}
.flow .mark.lacking{stroke:var(--bad)}
.flow .mark.unneeded{stroke:var(--faint)}
.flow .mark.unknown{stroke:var(--warn)}
.flow .mark.filter{stroke:var(--line)}
.flow .source{--hue:var(--source)}.flow .bus{--hue:var(--bus)}.flow .sensor{--hue:var(--sensor)}.flow .workflow{--hue:var(--workflow)}
.flow .object{--hue:var(--object)}.flow .account{--hue:var(--account)}.flow .ingress{--hue:var(--ingress)}
.flow .box{fill:var(--panel);stroke:var(--edge);stroke-width:1.2}
.flow .group>.box{fill:var(--group)}
.flow .tint{fill:var(--hue);opacity:.14}
.flow .icon{fill:none;stroke:var(--hue);stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
.flow .top>.box{stroke:var(--hue);stroke-opacity:.55;filter:drop-shadow(0 1px 2px var(--shadow))}
.flow .missing>.box{fill:var(--bad-panel);stroke:var(--bad);stroke-opacity:1;stroke-dasharray:5 4}
.flow .unchecked>.box{stroke-dasharray:5 4}
.flow .faulty>.box{stroke:var(--bad);stroke-opacity:1;stroke-width:1.8}
.flow .doubtful>.box{stroke:var(--warn);stroke-opacity:1}
.flow .path{fill:none;stroke:var(--line);stroke-width:1.6}
.flow .thin .path{stroke-dasharray:3 4;stroke-width:1.3}
.flow .broken .path{stroke:var(--bad);stroke-width:2;stroke-dasharray:6 4}
.flow .label{fill:var(--paper);stroke:var(--edge)}
.flow .broken .label{stroke:var(--bad);fill:var(--bad-panel)}
.flow .tip{fill:var(--line)}.flow .tip.bad{fill:var(--bad)}.flow .tip.new{fill:var(--added)}.flow .tip.old{fill:var(--gone)}
.flow .badge{stroke:var(--paper);stroke-width:2}
.flow .badge.bad{fill:var(--bad)}.flow .badge.warn{fill:var(--warn)}
.flow .badge.added{fill:var(--added)}.flow .badge.changed{fill:var(--changed)}.flow .badge.removed{fill:var(--gone)}
.flow .cross{fill:none;stroke:var(--paper);stroke-width:1.8;stroke-linecap:round}
.flow .added>.box{stroke:var(--added);stroke-opacity:1;stroke-width:1.8}
.flow .changed>.box{stroke:var(--changed);stroke-opacity:1;stroke-width:1.8}
.flow .removed>.box{stroke:var(--gone);stroke-opacity:1;stroke-dasharray:5 4}
.flow .removed{opacity:.62}.flow .removed .title{text-decoration:line-through}
.flow .added:not(.broken)>.path{stroke:var(--added)}.flow .changed:not(.broken)>.path{stroke:var(--changed)}.flow .removed>.path{stroke:var(--gone);stroke-dasharray:2 4}
.flow .legend{font-size:11px;fill:var(--soft)}
`;
