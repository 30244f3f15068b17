package main

import "regexp"

var patterns = newCache[compiled[*regexp.Regexp]]()

func askRegexp(question *reader, answer *writer, _ *budget) error {
	text := question.string()
	pattern := patterns.get(text, func() (c compiled[*regexp.Regexp]) {
		c.program, c.err = regexp.Compile(text)
		return c
	})
	if pattern.err != nil {
		return pattern.err
	}
	texts := question.strings()
	answer.uint(uint32(len(texts)))
	for _, text := range texts {
		answer.flag(pattern.program.MatchString(text))
	}
	return nil
}
