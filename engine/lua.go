package main

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"github.com/yuin/gopher-lua"
)

var (
	scripts     = newCache[compiled[*lua.FunctionProto]]()
	errNotTable = errors.New("transformation script output type is not of lua table")
)

// Source: argo-events pkg/sensors/dependencies/filter.go (filterScript): only the boolean true passes.
func askLuaFilter(question *reader, answer *writer, budget *budget) error {
	script, data := question.string(), question.string()
	return runLua(script, data, budget, func(last lua.LValue) error {
		answer.flag(last == lua.LTrue)
		return nil
	})
}

// Source: argo-events pkg/sensors/dependencies/transform.go (applyScriptTransform).
func askLuaTransform(question *reader, answer *writer, budget *budget) error {
	script, data := question.string(), question.string()
	return runLua(script, data, budget, func(last lua.LValue) error {
		table, ok := last.(*lua.LTable)
		if !ok {
			return errNotTable
		}
		result, err := json.Marshal(fromLua(table, map[*lua.LTable]bool{}))
		if err != nil {
			return err
		}
		answer.string(string(result))
		return nil
	})
}

func runLua(script, data string, budget *budget, use func(last lua.LValue) error) error {
	event, err := decodeMap(data)
	if err != nil {
		return err
	}
	state := lua.NewState()
	defer state.Close()
	state.SetContext(budget)
	state.SetGlobal("event", toLuaTable(event))
	chunk := scripts.get(script, func() (c compiled[*lua.FunctionProto]) {
		function, err := state.LoadString(script)
		if err != nil {
			c.err = err
		} else {
			c.program = function.Proto
		}
		return c
	})
	if chunk.err != nil {
		return chunk.err
	}
	state.Push(state.NewFunctionFromProto(chunk.program))
	if err := state.PCall(0, lua.MultRet, nil); err != nil {
		return err
	}
	return use(state.Get(-1))
}

// A table without a metatable value at all, as sensors make it, not one from the state. Members that are null are
// left out. The order of the members is random there and always the same here.
func toLuaTable(object map[string]any) *lua.LTable {
	table := &lua.LTable{}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		switch value := object[key].(type) {
		case []any:
			table.RawSetString(key, toLuaArray(value))
		default:
			if converted := toLua(value); converted != nil {
				table.RawSetString(key, converted)
			}
		}
	}
	return table
}

// Nulls and arrays inside an array are left out.
func toLuaArray(array []any) *lua.LTable {
	table := &lua.LTable{}
	for _, element := range array {
		if converted := toLua(element); converted != nil {
			table.Append(converted)
		}
	}
	return table
}

func toLua(value any) lua.LValue {
	switch value := value.(type) {
	case bool:
		return lua.LBool(value)
	case float64:
		return lua.LNumber(value)
	case string:
		return lua.LString(value)
	case map[string]any:
		return toLuaTable(value)
	default:
		return nil
	}
}

// A table with an array part is an array and loses the rest; one without is an object, unless its metatable says
// `__is_array = true`. A table inside itself overflows the stack of a real sensor, which ends its process.
func fromLua(value lua.LValue, inside map[*lua.LTable]bool) any {
	switch value := value.(type) {
	case *lua.LNilType:
		return nil
	case lua.LBool:
		return bool(value)
	case lua.LNumber:
		return float64(value)
	case lua.LString:
		return string(value)
	case *lua.LTable:
		if inside[value] {
			panic("runtime error: stack overflow: the returned table contains itself")
		}
		inside[value] = true
		defer delete(inside, value)
		if size := value.MaxN(); size > 0 || saysArray(value) {
			array := make([]any, size)
			for i := range array {
				array[i] = fromLua(value.RawGetInt(i+1), inside)
			}
			return array
		}
		object := map[string]any{}
		value.ForEach(func(key, member lua.LValue) { object[key.String()] = fromLua(member, inside) })
		return object
	default:
		return value
	}
}

func saysArray(table *lua.LTable) bool {
	meta, ok := table.Metatable.(*lua.LTable)
	return ok && meta.RawGetString("__is_array") == lua.LTrue
}
