package main

import (
	"bytes"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig/v3"
	"github.com/tidwall/gjson"
)

const templateOutput = 16 << 20

var (
	templates     = newCache[compiled[*template.Template]]()
	templateFuncs = closed(sprig.FuncMap())
	// The budget of the question that is running, for functions that a language calls.
	running *budget
)

// sprig without the network: what a name resolves to on another machine cannot be known here.
func closed(functions map[string]any) map[string]any {
	functions["getHostByName"] = func(name string) string {
		const reason = "getHostByName is not answered: there is no network here"
		running.stop(reason)
		panic(reason)
	}
	return functions
}

func askTemplate(question *reader, answer *writer, budget *budget) error {
	name, text := question.string(), question.string()
	isJSON, input := question.flag(), question.string()
	parsed := templates.get(name+"\x00"+text, func() (c compiled[*template.Template]) {
		c.program, c.err = template.New(name).Funcs(templateFuncs).Parse(text)
		return c
	})
	if parsed.err != nil {
		return parsed.err
	}
	var value any = input
	if isJSON {
		value = gjson.Parse(input).Value()
	}
	running = budget
	out := boundedOutput{budget: budget}
	if err := parsed.program.Execute(&out, map[string]any{"Input": value}); err != nil {
		// text/template allows 1,000 levels in WebAssembly and 100,000 elsewhere.
		if strings.Contains(err.Error(), "exceeded maximum template depth") {
			budget.stop("templates that call each other more than 1,000 levels deep are not evaluated here")
		}
		return err
	}
	answer.string(out.text.String())
	return nil
}

// Takes a template's output until it is too long or the time is over.
type boundedOutput struct {
	text   bytes.Buffer
	budget *budget
}

func (o *boundedOutput) Write(piece []byte) (int, error) {
	if o.text.Len()+len(piece) > templateOutput {
		o.budget.stop("stopped: the template's output is longer than 16 MiB")
	}
	o.budget.check()
	if err := o.budget.Err(); err != nil {
		return 0, err
	}
	return o.text.Write(piece)
}
