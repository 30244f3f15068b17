package main

import (
	"encoding/json"
	"errors"

	"github.com/itchyny/gojq"
)

var (
	queries  = newCache[compiled[*gojq.Query]]()
	programs = newCache[compiled[*gojq.Code]]()

	errNoOutput  = errors.New("no output available from the jq command execution")
	errNotObject = errors.New("jq transformation output must be a JSON object")
)

// Source: argo-events pkg/sensors/dependencies/transform.go (applyJQTransform), whose texts the two errors above are.
// gojq gives run-time errors as outputs, so they all end as "must be a JSON object".
func askJq(question *reader, answer *writer, budget *budget) error {
	text, data := question.string(), question.string()
	var raw json.RawMessage
	if err := json.Unmarshal([]byte(data), &raw); err != nil {
		return err
	}
	query := queries.get(text, func() (c compiled[*gojq.Query]) {
		c.program, c.err = gojq.Parse(text)
		return c
	})
	if query.err != nil {
		return query.err
	}
	input, err := decodeMap(data)
	if err != nil {
		return err
	}
	code := programs.get(text, func() (c compiled[*gojq.Code]) {
		c.program, c.err = gojq.Compile(query.program)
		return c
	})
	if code.err != nil {
		return errNotObject
	}
	output, ok := code.program.RunWithContext(budget, input).Next()
	if !ok {
		return errNoOutput
	}
	object, ok := output.(map[string]any)
	if !ok {
		return errNotObject
	}
	result, err := json.Marshal(object)
	if err != nil {
		return err
	}
	answer.string(string(result))
	return nil
}
