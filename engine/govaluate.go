package main

import (
	"fmt"
	"strings"

	workflows "argoflow/govaluate-workflows"

	events "github.com/Knetic/govaluate"
	"github.com/tidwall/gjson"
)

var (
	eventExpressions    = newCache[compiled[*events.EvaluableExpression]]()
	workflowExpressions = newCache[compiled[*workflows.EvaluableExpression]]()
	whenExpressions     = newCache[compiled[*workflows.EvaluableExpression]]()
)

func parseEvents(text string) (*events.EvaluableExpression, error) {
	parsed := eventExpressions.get(text, func() (c compiled[*events.EvaluableExpression]) {
		c.program, c.err = events.NewEvaluableExpression(text)
		return c
	})
	return parsed.program, parsed.err
}

func askGovaluate(question *reader, answer *writer, _ *budget) error {
	text, parameters := question.string(), decodeParameters(question.string())
	ofWorkflows := question.flag()
	var result any
	if ofWorkflows {
		parsed := workflowExpressions.get(text, func() (c compiled[*workflows.EvaluableExpression]) {
			c.program, c.err = workflows.NewEvaluableExpression(text)
			return c
		})
		if parsed.err != nil {
			return parsed.err
		}
		var err error
		if result, err = parsed.program.Evaluate(parameters); err != nil {
			return err
		}
	} else {
		parsed, err := parseEvents(text)
		if err != nil {
			return err
		}
		if result, err = parsed.Evaluate(parameters); err != nil {
			return err
		}
	}
	return answer.dynamic(result, false)
}

// Values as gjson reads them, which is how sensors bind the fields of an expression; the last of equal names wins.
func decodeParameters(text string) map[string]any {
	parameters := map[string]any{}
	gjson.Parse(text).ForEach(func(key, value gjson.Result) bool {
		parameters[key.String()] = value.Value()
		return true
	})
	return parameters
}

func askGovaluateVariables(question *reader, answer *writer, _ *budget) error {
	parsed, err := parseEvents(question.string())
	if err != nil {
		return err
	}
	answer.strings(parsed.Vars())
	return nil
}

// The texts around the library's errors are those of argo-workflows workflow/controller/steps.go (shouldExecute).
func askWhen(question *reader, answer *writer, _ *budget) error {
	text := question.string()
	if text == "" {
		answer.flag(true)
		return nil
	}
	parsed := whenExpressions.get(text, func() (c compiled[*workflows.EvaluableExpression]) {
		c.program, c.err = parseWhen(text)
		return c
	})
	if parsed.err != nil {
		return parsed.err
	}
	result, err := parsed.program.Evaluate(nil)
	if err != nil {
		return fmt.Errorf("Failed to evaluate 'when' expresion '%s': %v", text, err)
	}
	verdict, ok := result.(bool)
	if !ok {
		return fmt.Errorf("Expected boolean evaluation for '%s'. Got %v", text, result)
	}
	answer.flag(verdict)
	return nil
}

func parseWhen(text string) (*workflows.EvaluableExpression, error) {
	parsed, err := workflows.NewEvaluableExpression(text)
	if err != nil {
		hint := ""
		if strings.Contains(err.Error(), "Invalid token") {
			hint = ` (hint: try wrapping the affected expression in quotes ("))`
		}
		return nil, fmt.Errorf("Invalid 'when' expression '%s': %v%s", text, err, hint)
	}
	tokens := parsed.Tokens()
	for i := range tokens {
		if tokens[i].Kind == workflows.VARIABLE {
			tokens[i].Kind = workflows.STRING
		}
	}
	if parsed, err = workflows.NewEvaluableExpressionFromTokens(tokens); err != nil {
		return nil, fmt.Errorf("Failed to parse 'when' expression '%s': %v", text, err)
	}
	return parsed, nil
}
