import type { NodeKind } from '../../graph/flow-graph.ts';

/** Lines on a square of 16 × 16, drawn here. */
export const ICONS: Readonly<Record<NodeKind, string>> = {
  ingress: 'M2 8h9M8 4.5 11.5 8 8 11.5M14 3v10',
  'event-source': 'M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z',
  event: 'M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z',
  'event-bus': 'M2 4.5h12M2 8h12M2 11.5h12M5 3v3M11 6.5v3M7 10v3',
  subject: 'M2 8h12',
  sensor:
    'M8 8.01v-.02M5.2 10.8a4 4 0 0 1 0-5.6M10.8 5.2a4 4 0 0 1 0 5.6M3 13A7 7 0 0 1 3 3M13 3a7 7 0 0 1 0 10',
  dependency: 'M2 8h12',
  condition: 'M3 3h4a5 5 0 0 1 0 10H3z',
  trigger: 'M5 3l7 5-7 5z',
  workflow: 'M3 8h3M10 4H8a2 2 0 0 0-2 2v4a2 2 0 0 0 2 2h2M10 2.5h3v3h-3zM10 10.5h3v3h-3z',
  'event-binding': 'M6.5 9.5l3-3M7 5l1.5-1.5a2.5 2.5 0 0 1 4 4L11 9M9 11l-1.5 1.5a2.5 2.5 0 0 1-4-4L5 7',
  task: 'M3 3h10v10H3z',
  object: 'M8 1.8 13.5 5v6L8 14.2 2.5 11V5zM8 8v6M8 8 2.7 5M8 8l5.3-3',
  target: 'M6 3H3v10h10v-3M9 3h4v4M13 3 7.5 8.5',
  'service-account': 'M6.2 9.8a3.3 3.3 0 1 1 1.6-1.6L14 14.4M11 11.5l-1.5 1.5M12.8 13.2l-1 1',
};

/** Signs of a line, on a square of 10 × 10. */
export const SIGNS = {
  needed: 'M1.5 5.3 4 7.8 8.5 2.5',
  unneeded: 'M2 5h6',
  lacking: 'M2 2l6 6M8 2 2 8',
  unknown: 'M3 3.5a2 2 0 1 1 2.8 1.8Q5 5.7 5 6.5M5 8.6v-.1',
  filter: 'M1 2h8L6 5.5V8L4 9V5.5z',
} as const;
