package main

import (
	"github.com/tidwall/gjson"
	"github.com/tidwall/sjson"
)

func askGjson(question *reader, answer *writer, _ *budget) error {
	json := question.string()
	paths := question.strings()
	answer.uint(uint32(len(paths)))
	for _, path := range paths {
		result := gjson.Get(json, path)
		answer.flag(result.Exists())
		answer.byte(byte(result.Type))
		answer.string(result.Raw)
		text := result.String()
		// Objects, arrays and plain integers are their own text.
		answer.flag(text != result.Raw)
		if text != result.Raw {
			answer.string(text)
		}
		answer.number(result.Float())
		answer.flag(result.Bool())
	}
	return nil
}

func askSjson(question *reader, answer *writer, _ *budget) error {
	json := []byte(question.string())
	for count := question.uint(); count > 0; count-- {
		path, value := question.string(), question.string()
		var err error
		if question.flag() {
			json, err = sjson.SetRawBytes(json, path, []byte(value))
		} else {
			json, err = sjson.SetBytes(json, path, value)
		}
		if err != nil {
			return err
		}
	}
	answer.string(string(json))
	return nil
}
