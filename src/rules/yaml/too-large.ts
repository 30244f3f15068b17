import type { Rule } from '../rule.ts';

export const tooLarge: Rule = {
  id: 'yaml/too-large',
  severity: 'error',
  summary: 'a file too large for a manifest',
  docs: {
    why: `etcd holds objects of up to 1.5 MiB. argoflow reads files many times that size, and aliases that unfold to no more.
Source: https://etcd.io/docs/v3.5/dev-guide/limit/.`,
    bad: `a: &a [x, x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f]
h: [*g, *g, *g, *g, *g, *g, *g, *g, *g, *g]
`,
    good: `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  a: b
`,
  },
};
