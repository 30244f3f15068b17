package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// lab is the folder of one API server: its keys, its users, its kubeconfig, its data.
type lab struct {
	dir  string
	port int
}

// users are who may knock, each with a token of its own; the groups decide what they may.
var users = []struct{ name, groups string }{
	{"admin", "system:masters"},
	{"nobody", ""},
}

func (l lab) path(name string) string { return filepath.Join(l.dir, name) }

func (l lab) server() string { return fmt.Sprintf("https://127.0.0.1:%d", l.port) }

// prepare makes what is missing in dir and leaves what is there.
func prepare(dir string, port int) (lab, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return lab{}, err
	}
	l := lab{dir: dir, port: port}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return lab{}, err
	}
	if _, err := os.Stat(l.path("tls.crt")); errors.Is(err, fs.ErrNotExist) {
		if err := l.makeKeys(); err != nil {
			return lab{}, err
		}
	}
	tokens, err := l.tokens()
	if err != nil {
		return lab{}, err
	}
	return l, os.WriteFile(l.path("kubeconfig"), []byte(l.kubeconfig(tokens)), 0o600)
}

// makeKeys writes an authority, a serving certificate that it signed, and the key of service account tokens.
func (l lab) makeKeys() error {
	until := time.Now().AddDate(0, 1, 0)
	// The clock of a client may be behind; an hour is what the tests of skew use.
	from := time.Now().Add(-2 * time.Hour)
	caKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	ca := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "argoflow test authority"},
		NotBefore:             from,
		NotAfter:              until,
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	caDER, err := x509.CreateCertificate(rand.Reader, ca, ca, &caKey.PublicKey, caKey)
	if err != nil {
		return err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	serving := &x509.Certificate{
		SerialNumber: big.NewInt(2),
		Subject:      pkix.Name{CommonName: "kube-apiserver"},
		NotBefore:    from,
		NotAfter:     until,
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		IPAddresses:  []net.IP{net.IPv4(127, 0, 0, 1), net.IPv4(10, 96, 0, 1)},
		DNSNames:     []string{"localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc"},
	}
	servingDER, err := x509.CreateCertificate(rand.Reader, serving, ca, &key.PublicKey, caKey)
	if err != nil {
		return err
	}
	keyDER, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return err
	}
	publicDER, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		return err
	}
	files := []struct {
		name, block string
		der         []byte
	}{
		{"ca.crt", "CERTIFICATE", caDER},
		{"tls.key", "EC PRIVATE KEY", keyDER},
		// Tokens of service accounts are signed with the same key.
		{"tls.pub", "PUBLIC KEY", publicDER},
		{"tls.crt", "CERTIFICATE", servingDER},
	}
	for _, file := range files {
		text := pem.EncodeToMemory(&pem.Block{Type: file.block, Bytes: file.der})
		if err := os.WriteFile(l.path(file.name), text, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// tokens gives every user's token and writes the file by which the API server knows them.
func (l lab) tokens() (map[string]string, error) {
	tokens := map[string]string{}
	var lines strings.Builder
	for _, user := range users {
		token, err := os.ReadFile(l.path(user.name + ".token"))
		if errors.Is(err, fs.ErrNotExist) {
			raw := make([]byte, 16)
			if _, err := rand.Read(raw); err != nil {
				return nil, err
			}
			token = []byte(hex.EncodeToString(raw))
			err = os.WriteFile(l.path(user.name+".token"), token, 0o600)
		}
		if err != nil {
			return nil, err
		}
		tokens[user.name] = string(token)
		fmt.Fprintf(&lines, "%s,%s,%s,%q\n", token, user.name, user.name, user.groups)
	}
	return tokens, os.WriteFile(l.path("tokens.csv"), []byte(lines.String()), 0o600)
}

func (l lab) kubeconfig(tokens map[string]string) string {
	var text strings.Builder
	fmt.Fprintf(&text, "apiVersion: v1\nkind: Config\ncurrent-context: admin\nclusters:\n")
	fmt.Fprintf(&text, "  - name: test\n    cluster: {server: %q, certificate-authority: %q}\n", l.server(), l.path("ca.crt"))
	fmt.Fprintf(&text, "users:\n")
	for _, user := range users {
		fmt.Fprintf(&text, "  - name: %s\n    user: {token: %q}\n", user.name, tokens[user.name])
	}
	fmt.Fprintf(&text, "contexts:\n")
	for _, user := range users {
		fmt.Fprintf(&text, "  - name: %s\n    context: {cluster: test, user: %s}\n", user.name, user.name)
	}
	return text.String()
}

func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}
