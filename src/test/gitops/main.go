// Says how healthy Argo CD and Flux find objects of ours, one JSON object a line; HealthTest (Java) judges the answers.
//
//	health argocd SCRIPT OBJECT...   by a health.lua
//	health flux EXPRESSIONS OBJECT...  by one entry of healthCheckExprs, as JSON
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"sigs.k8s.io/yaml"
)

type answer struct {
	Object  string `json:"object"`
	Status  string `json:"status"`
	Message string `json:"message,omitempty"`
	Error   string `json:"error,omitempty"`
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 3 {
		return fmt.Errorf("usage: health argocd|flux FILE OBJECT...")
	}
	source, err := os.ReadFile(args[1])
	if err != nil {
		return err
	}
	judge, err := judge(args[0], source)
	if err != nil {
		return err
	}
	lines := json.NewEncoder(os.Stdout)
	for _, file := range args[2:] {
		object, err := read(file)
		if err != nil {
			return err
		}
		one := answer{Object: file}
		if one.Status, one.Message, err = judge(object); err != nil {
			one.Error = err.Error()
		}
		if err := lines.Encode(one); err != nil {
			return err
		}
	}
	return nil
}

func judge(tool string, source []byte) (func(map[string]any) (string, string, error), error) {
	switch tool {
	case "argocd":
		return func(object map[string]any) (string, string, error) { return argoHealth(string(source), object) }, nil
	case "flux":
		var exprs expressions
		if err := yaml.UnmarshalStrict(source, &exprs); err != nil {
			return nil, err
		}
		return func(object map[string]any) (string, string, error) {
			status, err := fluxHealth(exprs, object)
			return status, "", err
		}, nil
	default:
		return nil, fmt.Errorf("there is no %s; say argocd or flux", tool)
	}
}

func read(file string) (map[string]any, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var object map[string]any
	if err := yaml.UnmarshalStrict(text, &object); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return object, nil
}
