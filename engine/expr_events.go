package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/antonmedv/expr"
	"github.com/antonmedv/expr/builtin"
	"github.com/antonmedv/expr/vm"
)

var sourceFilters = newCache[compiled[*vm.Program]]()

// The filter of an EventSource. Source: argo-events pkg/eventsources/eventing.go (filterEvent) and
// pkg/shared/expr/eval.go; the texts around the library's errors are theirs.
func askSourceFilter(question *reader, answer *writer, budget *budget) error {
	text := question.string()
	data := map[string]any{}
	if err := json.Unmarshal([]byte(question.string()), &data); err != nil {
		return fmt.Errorf("failed to unmarshal data, %w", err)
	}
	names := make(map[string]any, len(data))
	// Two keys that become the same name: there the order is random, here it is always the same.
	for _, key := range slices.Sorted(maps.Keys(data)) {
		names[strings.ReplaceAll(key, "-", "_")] = data[key]
	}
	environment := expand(names)
	environment["asInt"] = builtin.Int
	environment["asFloat"] = builtin.Float
	environment["jsonpath"] = queryJSONPath
	environment["toJson"] = func(value any) string {
		text, err := json.Marshal(value)
		if err != nil {
			return ""
		}
		return string(text)
	}
	environment["sprig"] = exprSprig
	running = budget
	// As expr.Eval: compiled without knowing the environment.
	filter := sourceFilters.get(text, func() (c compiled[*vm.Program]) {
		c.program, c.err = expr.Compile(text)
		return c
	})
	if filter.err != nil {
		return fmt.Errorf("unable to evaluate expression '%s': %s", text, filter.err)
	}
	result, err := expr.Run(filter.program, environment)
	if err != nil {
		return fmt.Errorf("unable to evaluate expression '%s': %s", text, err)
	}
	verdict, ok := result.(bool)
	if !ok {
		return fmt.Errorf("unable to cast expression result '%s' to bool", result)
	}
	answer.flag(verdict)
	return nil
}

// Source: argo-events pkg/sensors/listener.go (getDependencyExpression).
func askConditionText(question *reader, answer *writer, _ *budget) error {
	text := question.string()
	names := map[string]string{}
	for count := question.uint(); count > 0; count-- {
		name := question.string()
		names[name] = question.string()
	}
	program, err := expr.Compile(text, expr.Env(names))
	if err != nil {
		return err
	}
	result, err := expr.Run(program, names)
	if err != nil {
		return err
	}
	answer.string(fmt.Sprintf("%v", result))
	return nil
}
