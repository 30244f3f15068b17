package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"time"

	"k8s.io/kubernetes/cmd/kube-apiserver/app"
)

// serve runs the API server until ctx ends.
func serve(ctx context.Context, l lab, etcd string) error {
	command := app.NewAPIServerCommand()
	command.SetContext(ctx)
	command.SetArgs([]string{
		"--etcd-servers=" + etcd,
		"--bind-address=127.0.0.1",
		"--secure-port=" + strconv.Itoa(l.port),
		"--tls-cert-file=" + l.path("tls.crt"),
		"--tls-private-key-file=" + l.path("tls.key"),
		"--cert-dir=" + l.path("generated"),
		"--token-auth-file=" + l.path("tokens.csv"),
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file=" + l.path("tls.pub"),
		"--service-account-signing-key-file=" + l.path("tls.key"),
		"--service-cluster-ip-range=10.96.0.0/16",
		"--authorization-mode=RBAC",
		"--anonymous-auth=true",
		// No controller makes the default service accounts here, and their admission would refuse every Pod.
		"--disable-admission-plugins=ServiceAccount",
		// Nothing of this server is reached through its own Service.
		"--endpoint-reconciler-type=none",
		"--profiling=false",
	})
	command.SilenceUsage = true
	return command.Execute()
}

// waitReady returns once /readyz says yes: before, writes may be refused because bootstrap roles are missing.
func waitReady(ctx context.Context, l lab) error {
	authority, err := os.ReadFile(l.path("ca.crt"))
	if err != nil {
		return err
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(authority)
	client := &http.Client{
		Timeout:   5 * time.Second,
		Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, DisableKeepAlives: true},
	}
	for {
		answer, err := client.Get(l.server() + "/readyz")
		if err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the API server did not get ready: %w", ctx.Err())
		case <-time.After(100 * time.Millisecond):
		}
	}
}
