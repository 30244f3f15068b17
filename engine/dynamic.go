package main

import (
	"encoding/json"
	"fmt"
	"reflect"
)

const (
	dynamicNil    = 0
	dynamicBool   = 1
	dynamicNumber = 2
	dynamicString = 3
	dynamicOther  = 4
)

// Writes a value of any Go type: its kind, its JSON text, and what %v prints. A value without JSON text (an infinite
// number, a function) is an error when it must have one, and else has an empty text there.
func (w *writer) dynamic(value any, mustHaveJSON bool) error {
	text, err := json.Marshal(value)
	if err != nil {
		if mustHaveJSON {
			return err
		}
		text = nil
	}
	w.byte(kindOf(value))
	w.string(string(text))
	w.string(fmt.Sprintf("%v", value))
	return nil
}

func kindOf(value any) byte {
	switch value.(type) {
	case nil:
		return dynamicNil
	case bool:
		return dynamicBool
	case string:
		return dynamicString
	}
	switch kind := reflect.TypeOf(value).Kind(); {
	case kind >= reflect.Int && kind <= reflect.Float64:
		return dynamicNumber
	default:
		return dynamicOther
	}
}
