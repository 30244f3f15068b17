// apiserver runs one throw-away Kubernetes API server with its etcd inside the same process, for tests.
//
//	apiserver DIR [PORT]
//
// Everything it keeps is under DIR: a second start on the same DIR and PORT finds the objects and the certificates of
// the first. It writes DIR/kubeconfig, prints one line of JSON once it is ready, and ends on SIGINT, on SIGTERM and
// when its standard input ends, so that it never outlives the process that started it.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"
)

// startLimit bounds everything up to the first answer of /readyz. A loaded machine with two cores takes half a minute.
const startLimit = 3 * time.Minute

// stopLimit bounds the end, after which etcd has written everything and the process goes.
const stopLimit = 2 * time.Second

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "apiserver:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 1 || len(args) > 2 {
		return fmt.Errorf("usage: apiserver DIR [PORT]")
	}
	port, err := choosePort(args[1:])
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		stop()
	}()

	lab, err := prepare(args[0], port)
	if err != nil {
		return err
	}
	etcd, err := startEtcd(lab.path("etcd"))
	if err != nil {
		return err
	}
	defer etcd.Close()

	serving := make(chan error, 1)
	go func() { serving <- serve(ctx, lab, etcd.endpoint) }()

	starting, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	ready := make(chan error, 1)
	go func() { ready <- waitReady(starting, lab) }()
	select {
	case err := <-serving:
		return fmt.Errorf("the API server ended before it was ready: %w", err)
	case err := <-ready:
		if err != nil {
			return err
		}
	}
	line, err := json.Marshal(map[string]string{"kubeconfig": lab.path("kubeconfig"), "server": lab.server()})
	if err != nil {
		return err
	}
	fmt.Println(string(line))
	select {
	case err := <-serving:
		return err
	case <-ctx.Done():
	}
	// An orderly end waits a minute for watches that nobody reads any more.
	select {
	case <-serving:
	case <-time.After(stopLimit):
	}
	return nil
}

// choosePort takes the port of the command line, or one that is free.
func choosePort(args []string) (int, error) {
	if len(args) == 0 {
		return freePort()
	}
	port, err := strconv.Atoi(args[0])
	if err != nil || port < 1 || port > 65535 {
		return 0, fmt.Errorf("%q is no port", args[0])
	}
	return port, nil
}
