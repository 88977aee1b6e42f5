package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	lua "github.com/yuin/gopher-lua"
)

// What Argo CD opens for a script of argocd-cm (util/lua/lua.go there), less its few functions of os, which ours do without.
var libraries = []struct {
	name string
	open lua.LGFunction
}{
	{lua.LoadLibName, lua.OpenPackage},
	{lua.BaseLibName, lua.OpenBase},
	{lua.TabLibName, lua.OpenTable},
}

// argoHealth runs a health.lua over an object, as Argo CD does.
func argoHealth(script string, object map[string]any) (status, message string, err error) {
	state := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer state.Close()
	for _, library := range libraries {
		call := lua.P{Fn: state.NewFunction(library.open), Protect: true}
		if err := state.CallByParam(call, lua.LString(library.name)); err != nil {
			return "", "", err
		}
	}
	timed, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	state.SetContext(timed)
	state.SetGlobal("obj", toLua(state, object))
	if err := state.DoString(script); err != nil {
		return "", "", err
	}
	answer, ok := state.Get(-1).(*lua.LTable)
	if !ok {
		return "", "", fmt.Errorf("the script gives %s, and not a table", state.Get(-1).Type())
	}
	answer.ForEach(func(key, value lua.LValue) {
		switch {
		case value.Type() != lua.LTString:
			err = fmt.Errorf("%s is %s, and not a text", key, value.Type())
		case key.String() == "status":
			status = value.String()
		case key.String() == "message":
			message = value.String()
		default:
			err = fmt.Errorf("%s is nothing that Argo CD reads", key)
		}
	})
	return status, message, err
}

func toLua(state *lua.LState, value any) lua.LValue {
	switch v := value.(type) {
	case bool:
		return lua.LBool(v)
	case float64:
		return lua.LNumber(v)
	case int64:
		return lua.LNumber(v)
	case json.Number:
		return lua.LString(v)
	case string:
		return lua.LString(v)
	case []any:
		list := state.CreateTable(len(v), 0)
		for _, item := range v {
			list.Append(toLua(state, item))
		}
		return list
	case map[string]any:
		table := state.CreateTable(0, len(v))
		for key, item := range v {
			table.RawSetString(key, toLua(state, item))
		}
		return table
	default:
		return lua.LNil
	}
}
