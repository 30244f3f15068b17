package main

import (
	"fmt"
	"strconv"
	"time"
)

func askWallClock(question *reader, answer *writer, _ *budget) error {
	at, err := time.Parse(time.RFC3339Nano, question.string())
	if err != nil {
		return err
	}
	location, err := time.LoadLocation(question.string())
	if err != nil {
		return err
	}
	at = at.In(location)
	zone, offset := at.Zone()
	for _, part := range []int{
		at.Year(), int(at.Month()), at.Day(), at.Hour(), at.Minute(), at.Second(), at.Nanosecond(), offset,
	} {
		answer.number(float64(part))
	}
	answer.string(zone)
	return nil
}

func askParseTime(question *reader, answer *writer, _ *budget) error {
	layout, text := question.string(), question.string()
	location, err := time.LoadLocation(question.string())
	if err != nil {
		return err
	}
	parsed, err := time.ParseInLocation(layout, text, location)
	if err != nil {
		return err
	}
	answer.string(parsed.UTC().Format(time.RFC3339Nano))
	return nil
}

func askDuration(question *reader, answer *writer, _ *budget) error {
	duration, err := time.ParseDuration(question.string())
	if err != nil {
		return err
	}
	answer.string(strconv.FormatInt(int64(duration), 10))
	return nil
}

func askFormatInteger(question *reader, answer *writer, _ *budget) error {
	format := question.string()
	answer.string(fmt.Sprintf(format, int(question.number())))
	return nil
}
