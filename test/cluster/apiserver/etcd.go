package main

import (
	"errors"
	"net/url"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
)

type etcd struct {
	*embed.Etcd
	// endpoint is the URL of the clients' port, which the system chose.
	endpoint string
}

// startEtcd serves a single member that keeps its data in dir and listens on loopback only.
func startEtcd(dir string) (*etcd, error) {
	config := embed.NewConfig()
	config.Dir = dir
	config.LogLevel = "error"
	// Nobody needs these data after a power cut, and syncing costs most of the time of a write.
	config.UnsafeNoFsync = true
	loopback := url.URL{Scheme: "http", Host: "127.0.0.1:0"}
	config.ListenClientUrls = []url.URL{loopback}
	config.AdvertiseClientUrls = []url.URL{loopback}
	// One member has no peers: a socket without a port cannot collide with another test run.
	config.ListenPeerUrls = []url.URL{{Scheme: "unix", Host: "peer:0"}}
	server, err := embed.StartEtcd(config)
	if err != nil {
		return nil, err
	}
	select {
	case <-server.Server.ReadyNotify():
		return &etcd{Etcd: server, endpoint: "http://" + server.Clients[0].Addr().String()}, nil
	case <-time.After(startLimit):
		server.Close()
		return nil, errors.New("etcd did not get ready")
	}
}
