package main

import (
	"encoding/json"
	"sort"
	"strings"

	"github.com/Masterminds/sprig/v3"
	"github.com/doublerebel/bellows"
	"github.com/evilmonkeyinc/jsonpath"
)

// sprig as both of Argo's expression environments have it.
var exprSprig = func() map[string]any {
	functions := closed(sprig.GenericFuncMap())
	delete(functions, "env")
	delete(functions, "expandenv")
	return functions
}()

// Keys with dots become nested maps. A key whose path another key goes on from gives way to it, when the two stand
// beside each other in the order of bytes.
func expand(flat map[string]any) map[string]any {
	keys := make([]string, 0, len(flat))
	for key := range flat {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	kept := make(map[string]any, len(flat))
	for i, key := range keys {
		if i+1 < len(keys) && strings.HasPrefix(keys[i+1], key+".") {
			continue
		}
		kept[key] = flat[key]
	}
	return bellows.Expand(kept)
}

// The library turns a panic inside an expression into the expression's error.
func queryJSONPath(text string, path string) any {
	var document any
	if err := json.Unmarshal([]byte(text), &document); err != nil {
		panic(err)
	}
	value, err := jsonpath.Query(path, document)
	if err != nil {
		panic(err)
	}
	return value
}
