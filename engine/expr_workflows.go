package main

import (
	"encoding/json"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/parser"
)

// Source: argo-workflows util/expr/env/env.go (GetFuncMap), util/template/expression_template.go.
func askWorkflowExpression(question *reader, answer *writer, budget *budget) error {
	text := question.string()
	flat := map[string]any{}
	if err := json.Unmarshal([]byte(question.string()), &flat); err != nil {
		return err
	}
	environment := expand(flat)
	environment["asInt"] = builtin.Int
	environment["asFloat"] = builtin.Float
	environment["jsonpath"] = queryJSONPath
	environment["toJson"] = func(value any) string {
		text, err := json.Marshal(value)
		if err != nil {
			panic(err)
		}
		return string(text)
	}
	environment["sprig"] = exprSprig
	running = budget
	program, err := expr.Compile(text, expr.Env(environment))
	if err != nil {
		return err
	}
	result, err := expr.Run(program, environment)
	if err != nil {
		return err
	}
	return answer.dynamic(result, true)
}

func askWorkflowVariables(question *reader, answer *writer, _ *budget) error {
	tree, err := parser.Parse(question.string())
	if err != nil {
		return err
	}
	found := variables{excused: map[ast.Node]bool{}, seen: map[string]bool{}}
	ast.Walk(&tree.Node, visit(found.excuse))
	ast.Walk(&tree.Node, visit(found.collect))
	answer.strings(found.names)
	return nil
}

type visit func(node ast.Node)

func (v visit) Visit(node *ast.Node) { v(*node) }

// The names an expression needs: identifiers and paths of plain members (`a`, `a.b`, `a.b.c` for `a.b.c`). Members
// on the left of `??` and before `?.` may be missing.
type variables struct {
	names   []string
	seen    map[string]bool
	excused map[ast.Node]bool
}

func (v *variables) excuse(node ast.Node) {
	switch node := node.(type) {
	case *ast.BinaryNode:
		if node.Operator == "??" {
			ast.Walk(&node.Left, visit(func(inner ast.Node) {
				if _, ok := inner.(*ast.MemberNode); ok {
					v.excused[inner] = true
				}
			}))
		}
	case *ast.MemberNode:
		if _, ok := node.Node.(*ast.MemberNode); ok && node.Optional {
			v.excused[node.Node] = true
		}
	}
}

func (v *variables) collect(node ast.Node) {
	if v.excused[node] {
		return
	}
	if parts := plainPath(node); parts != nil {
		if name := strings.Join(parts, "."); !v.seen[name] {
			v.seen[name] = true
			v.names = append(v.names, name)
		}
	}
}

func plainPath(node ast.Node) []string {
	switch node := node.(type) {
	case *ast.IdentifierNode:
		return []string{node.Value}
	case *ast.MemberNode:
		property, ok := node.Property.(*ast.StringNode)
		if !ok || node.Optional {
			return nil
		}
		if before := plainPath(node.Node); before != nil {
			return append(before, property.Value)
		}
	}
	return nil
}
