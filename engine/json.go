package main

import (
	"encoding/json"
	"errors"

	"github.com/ghodss/yaml"
)

// As json.Marshal embeds a RawMessage: no white space, HTML characters escaped, the rest as it was.
func askCompactJSON(question *reader, answer *writer, _ *budget) error {
	text, err := json.Marshal(json.RawMessage(question.take(question.uint())))
	if err != nil {
		if marshaler := (*json.MarshalerError)(nil); errors.As(err, &marshaler) {
			return marshaler.Unwrap()
		}
		return err
	}
	answer.string(string(text))
	return nil
}

func askCanonicalJSON(question *reader, answer *writer, _ *budget) error {
	var value any
	if err := json.Unmarshal(question.take(question.uint()), &value); err != nil {
		return err
	}
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	answer.string(string(text))
	return nil
}

func askYamlToJSON(question *reader, answer *writer, _ *budget) error {
	text, err := yaml.YAMLToJSON(question.take(question.uint()))
	if err != nil {
		return err
	}
	answer.string(string(text))
	return nil
}

// The event's data as Argo's transformations take it: any JSON text that decodes into a map.
func decodeMap(text string) (map[string]any, error) {
	var value map[string]any
	err := json.Unmarshal([]byte(text), &value)
	return value, err
}
