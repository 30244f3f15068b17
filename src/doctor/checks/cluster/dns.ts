import type { Check } from '../../check.ts';
import { DNS_NAMESPACE, DNS_SERVICE } from '../../collect.ts';
import { kubectl } from '../../kubectl.ts';
import { readyAddresses, slicesOf } from '../../services.ts';

export const dns: Check = {
  id: 'cluster/dns',
  title: 'the DNS of the cluster answers',
  why: `Event sources and sensors find their bus by the name of its Service, as do argo and every webhook inside the cluster.
Without DNS they end and start again, and say "no such host". Source: argo-events pkg/reconciler/eventbus/installer/jetstream.go
(the URL), kubernetes cluster/addons/dns.`,
  reads: ['EndpointSlice'],
  skip: (state) =>
    slicesOf(state, DNS_NAMESPACE, DNS_SERVICE).length === 0
      ? `nothing is known of the Service "${DNS_SERVICE}" in namespace "${DNS_NAMESPACE}"`
      : undefined,
  run: (state) => {
    if (readyAddresses(state, DNS_NAMESPACE, DNS_SERVICE) > 0) return [];
    return [
      {
        severity: 'error',
        title: 'nothing answers names in the cluster',
        object: `Service/${DNS_NAMESPACE}/${DNS_SERVICE}`,
        evidence: ['none of its endpoints is ready'],
        hint: 'look at the pods of the DNS: every bus is found by name',
        command: kubectl(state, 'get pods -l k8s-app=kube-dns', DNS_NAMESPACE),
      },
    ];
  },
};
