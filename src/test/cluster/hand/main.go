// Command hand does for the cluster script what bash and coreutils cannot: certificates, free ports and a lock.
package main

import (
	"crypto/x509"
	"fmt"
	"net"
	"os"
	"os/exec"
	"syscall"
)

const usage = `hand certs DIR                the certificates of a cluster, into DIR; what is there stays
hand cert DIR HOST...         a certificate for these names, signed by the cluster's CA: DIR/HOST.crt and DIR/HOST.key
hand kubeconfig DIR PORT      the administrator's kubeconfig, on standard output
hand ports N                  N free ports of the loopback interface
hand lock FILE COMMAND...     becomes COMMAND once it holds the lock; the lock goes when COMMAND and its children have ended`

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "hand:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 2 && args[0] == "certs":
		return certs(args[1])
	case len(args) >= 3 && args[0] == "cert":
		ca, err := load(args[1], "ca")
		if err != nil {
			return err
		}
		return leaf(args[1], args[2], ca, subject(args[2]), x509.ExtKeyUsageServerAuth, args[2:]...)
	case len(args) == 3 && args[0] == "kubeconfig":
		return kubeconfig(args[1], args[2])
	case len(args) == 2 && args[0] == "ports":
		return ports(args[1])
	case len(args) >= 3 && args[0] == "lock":
		return lock(args[1], args[2:])
	}
	return fmt.Errorf("usage:\n%s", usage)
}

// ports holds all of them before it lets go of one, so that they differ.
func ports(text string) error {
	var n int
	if _, err := fmt.Sscan(text, &n); err != nil {
		return err
	}
	for range n {
		listener, err := net.Listen("tcp4", "127.0.0.1:0")
		if err != nil {
			return err
		}
		defer listener.Close()
		fmt.Print(listener.Addr().(*net.TCPAddr).Port, " ")
	}
	fmt.Println()
	return nil
}

func lock(file string, command []string) error {
	// Not os.OpenFile: that one closes on exec, and the lock with it.
	fd, err := syscall.Open(file, syscall.O_CREAT|syscall.O_RDWR, 0o644)
	if err != nil {
		return err
	}
	if syscall.Flock(fd, syscall.LOCK_EX|syscall.LOCK_NB) != nil {
		fmt.Fprintln(os.Stderr, "another build is under way; waiting for it...")
		if err := syscall.Flock(fd, syscall.LOCK_EX); err != nil {
			return err
		}
	}
	path, err := exec.LookPath(command[0])
	if err != nil {
		return err
	}
	return syscall.Exec(path, command, os.Environ())
}
