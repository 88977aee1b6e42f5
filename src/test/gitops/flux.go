package main

import (
	"fmt"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/ext"
)

// expressions are one entry of a Flux Kustomization's healthCheckExprs.
type expressions struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	InProgress string `json:"inProgress"`
	Failed     string `json:"failed"`
	Current    string `json:"current"`
}

// fluxHealth says what Flux makes of an object (its RFC 0009): another generation is in progress, then the expressions in this order.
func fluxHealth(e expressions, object map[string]any) (string, error) {
	seen, looked := inside(object, "status", "observedGeneration")
	generation, has := inside(object, "metadata", "generation")
	if looked && has && seen != generation {
		return "InProgress", nil
	}
	for _, one := range []struct{ text, status string }{
		{e.InProgress, "InProgress"}, {e.Failed, "Failed"}, {e.Current, "Current"},
	} {
		if one.text == "" {
			continue
		}
		holds, err := evaluate(one.text, object)
		if err != nil {
			return "", err
		}
		if holds {
			return one.status, nil
		}
	}
	return "InProgress", nil
}

func inside(object map[string]any, path ...string) (any, bool) {
	var at any = object
	for _, step := range path {
		holder, ok := at.(map[string]any)
		if !ok {
			return nil, false
		}
		if at, ok = holder[step]; !ok {
			return nil, false
		}
	}
	return at, true
}

// The environment is the one of Flux (fluxcd/pkg, runtime/cel): parsed and not type-checked, since it declares no variables.
func evaluate(text string, object map[string]any) (bool, error) {
	env, err := cel.NewEnv(
		cel.HomogeneousAggregateLiterals(),
		cel.EagerlyValidateDeclarations(true),
		cel.DefaultUTCTimeZone(true),
		cel.CrossTypeNumericComparisons(true),
		cel.OptionalTypes(),
		ext.Strings(),
		ext.Sets(),
		ext.Encoders(),
	)
	if err != nil {
		return false, err
	}
	parsed, issues := env.Parse(text)
	if issues.Err() != nil {
		return false, issues.Err()
	}
	program, err := env.Program(parsed, cel.EvalOptions(cel.OptOptimize))
	if err != nil {
		return false, err
	}
	answer, _, err := program.Eval(object)
	if err != nil {
		return false, err
	}
	holds, ok := answer.Value().(bool)
	if !ok {
		return false, fmt.Errorf("%s gives %v, and not true or false", text, answer)
	}
	return holds, nil
}
