package main

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

type authority struct {
	cert *x509.Certificate
	key  crypto.Signer
}

func certs(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, "service-account.key")); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	ca, err := root(dir, "ca")
	if err != nil {
		return err
	}
	// The API server takes user names from requests under this CA: were it the client CA, every client could be anyone.
	frontProxy, err := root(dir, "front-proxy-ca")
	if err != nil {
		return err
	}
	if err := leaf(dir, "apiserver", ca, subject("kube-apiserver"), x509.ExtKeyUsageServerAuth, "localhost", "127.0.0.1",
		"kubernetes", "kubernetes.default", "kubernetes.default.svc", "10.96.0.1"); err != nil {
		return err
	}
	if err := leaf(dir, "admin", ca, subject("admin", "system:masters"), x509.ExtKeyUsageClientAuth); err != nil {
		return err
	}
	if err := leaf(dir, "front-proxy-client", frontProxy, subject("front-proxy-client"), x509.ExtKeyUsageClientAuth); err != nil {
		return err
	}
	_, err = newKey(dir, "service-account")
	return err
}

func subject(name string, groups ...string) pkix.Name {
	return pkix.Name{CommonName: name, Organization: groups}
}

func root(dir, name string) (*authority, error) {
	template := &x509.Certificate{
		Subject: subject("shortpath-test-" + name), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	return issue(dir, name, template, nil)
}

func leaf(dir, name string, ca *authority, who pkix.Name, usage x509.ExtKeyUsage, hosts ...string) error {
	template := &x509.Certificate{
		Subject: who, ExtKeyUsage: []x509.ExtKeyUsage{usage},
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
	}
	for _, host := range hosts {
		if ip := net.ParseIP(host); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, host)
		}
	}
	_, err := issue(dir, name, template, ca)
	return err
}

// issue signs template with ca, or with its own key where there is none.
func issue(dir, name string, template *x509.Certificate, ca *authority) (*authority, error) {
	key, err := newKey(dir, name)
	if err != nil {
		return nil, err
	}
	if ca == nil {
		ca = &authority{template, key}
	}
	if template.SerialNumber, err = rand.Int(rand.Reader, big.NewInt(1<<62)); err != nil {
		return nil, err
	}
	template.NotBefore = time.Now().Add(-time.Hour)
	template.NotAfter = time.Now().AddDate(1, 0, 0)
	der, err := x509.CreateCertificate(rand.Reader, template, ca.cert, key.Public(), ca.key)
	if err != nil {
		return nil, err
	}
	if err := writePEM(dir, name+".crt", "CERTIFICATE", der); err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(der)
	return &authority{cert, key}, err
}

// newKey makes RSA keys as PKCS #8: the one form that every client library of ours reads without help.
func newKey(dir, name string) (crypto.Signer, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	return key, writePEM(dir, name+".key", "PRIVATE KEY", der)
}

func writePEM(dir, file, kind string, der []byte) error {
	return os.WriteFile(filepath.Join(dir, file), pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600)
}

func load(dir, name string) (*authority, error) {
	pair := make([][]byte, 2)
	for i, ending := range []string{".crt", ".key"} {
		text, err := os.ReadFile(filepath.Join(dir, name+ending))
		if err != nil {
			return nil, err
		}
		block, _ := pem.Decode(text)
		if block == nil {
			return nil, fmt.Errorf("no PEM in %s%s", name, ending)
		}
		pair[i] = block.Bytes
	}
	cert, err := x509.ParseCertificate(pair[0])
	if err != nil {
		return nil, err
	}
	key, err := x509.ParsePKCS8PrivateKey(pair[1])
	if err != nil {
		return nil, err
	}
	return &authority{cert, key.(crypto.Signer)}, nil
}

func kubeconfig(dir, port string) error {
	data := map[string]string{}
	for _, file := range []string{"ca.crt", "admin.crt", "admin.key"} {
		text, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			return err
		}
		data[file] = base64.StdEncoding.EncodeToString(text)
	}
	fmt.Printf(`apiVersion: v1
kind: Config
current-context: shortpath-test
contexts:
- name: shortpath-test
  context: {cluster: shortpath-test, user: admin}
clusters:
- name: shortpath-test
  cluster:
    server: https://127.0.0.1:%s
    certificate-authority-data: %s
users:
- name: admin
  user:
    client-certificate-data: %s
    client-key-data: %s
`, port, data["ca.crt"], data["admin.crt"], data["admin.key"])
	return nil
}
